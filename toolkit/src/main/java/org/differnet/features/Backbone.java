package org.differnet.features;

import java.nio.file.Path;
import java.util.Objects;
import org.differnet.features.backbone.ResNet18;
import org.differnet.features.backbone.Vgg16;

/**
 * Which network turns views into features.
 *
 * @param network its architecture
 * @param layer after which its maps are taken: 5 of AlexNet, 1 to 4 of ResNet-18, 1 to 5 of VGG-16; the last is usual
 * @param scales 3 (448, 224 and 112 pixels) or 1 (448 alone)
 * @param weights a file of its weights in torchvision's layout, .pth or .safetensors; empty for torchvision's ImageNet
 *     weights, looked for in home and in the mirrors
 */
public record Backbone(Network network, int layer, int scales, String weights) {

    /** An architecture. */
    public enum Network {
        ALEXNET(5, 5, "weights/alexnet-owt-7be5be79.pth"),
        RESNET18(1, ResNet18.LAYERS, "weights/resnet18-f37072fd.pth"),
        VGG16(1, Vgg16.BLOCKS, "weights/vgg16-397923af.pth");

        private final int firstLayer;
        private final int lastLayer;
        private final String file;

        Network(int firstLayer, int lastLayer, String file) {
            this.firstLayer = firstLayer;
            this.lastLayer = lastLayer;
            this.file = file;
        }

        /** Where torchvision's ImageNet weights lie in home and in a mirror. */
        public String file() {
            return file;
        }

        private Backbone whole() {
            return new Backbone(this, lastLayer, 3, "");
        }
    }

    public Backbone {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(weights, "weights");
        if (layer < network.firstLayer || layer > network.lastLayer) {
            throw new IllegalArgumentException("layer of " + network + " is " + layer + "; allowed are "
                    + network.firstLayer + " to " + network.lastLayer + ", the last is usual");
        }
        if (scales != 1 && scales != 3) {
            throw new IllegalArgumentException("scales is " + scales + "; allowed are 1 and 3, the paper has 3");
        }
    }

    /** The paper's: AlexNet, 3 x 256 features. */
    public static Backbone alexNet() {
        return Network.ALEXNET.whole();
    }

    /** ResNet-18 to its last layer: 3 x 512 features. */
    public static Backbone resNet18() {
        return Network.RESNET18.whole();
    }

    /** The convolutional part of VGG-16: 3 x 512 features. */
    public static Backbone vgg16() {
        return Network.VGG16.whole();
    }

    public Backbone withLayer(int chosen) {
        return new Backbone(network, chosen, scales, weights);
    }

    public Backbone withScales(int count) {
        return new Backbone(network, layer, count, weights);
    }

    public Backbone withWeights(Path file) {
        return new Backbone(network, layer, scales, file.toString());
    }
}
