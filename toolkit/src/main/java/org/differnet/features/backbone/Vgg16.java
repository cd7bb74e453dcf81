package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.differnet.engine.Precision;

/**
 * The convolutional part of VGG-16 in torchvision's layout up to one of its five blocks, at three scales.
 *
 * <p>The blocks end in a max pooling and have 64, 128, 256, 512 and 512 maps; of a view of 448 pixels the last ones have
 * 14 x 14 positions. Features are 3 x maps. A view takes some seventeen times the work of AlexNet's.
 *
 * <p>Reference: Simonyan, Zisserman, Very deep convolutional networks for large-scale image recognition, ICLR 2015.
 */
public final class Vgg16 extends DeepNetwork {

    /** Blocks to choose from. */
    public static final int BLOCKS = 5;

    private static final int[] MAPS = {64, 128, 256, 512, 512};
    private static final int[] CONVOLUTIONS_TO = {2, 4, 7, 10, 13};
    private static final int[] PLACES = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28};

    private Vgg16(
            NDManager parent,
            Map<String, NDArray> tensors,
            int block,
            Precision precision,
            String origin,
            String weightsHash) {
        super(
                parent,
                "vgg16.torchscript",
                "VGG-16 to block " + block,
                MAPS[block - 1],
                pooled(1 << block),
                precision,
                origin,
                weightsHash);
        take(
                IntStream.range(0, CONVOLUTIONS_TO[block - 1])
                        .boxed()
                        .flatMap(i -> Stream.of(tensors.get(name(i) + "weight"), tensors.get(name(i) + "bias")))
                        .toList(),
                precision);
    }

    /**
     * VGG-16 with given weights.
     *
     * @param parent decides the device
     * @param tensors torchvision's names: features.0.weight (64, 3, 3, 3), features.0.bias (64) and so on; others, such as
     *     the classifier's, are left aside
     * @param block after which the maps are taken, 1 to 5
     * @param origin where the tensors come from, for messages
     * @throws IllegalArgumentException if a tensor is missing, has another shape or is not finite
     */
    public static Vgg16 of(
            NDManager parent, Map<String, NDArray> tensors, int block, Precision precision, String origin) {
        checkLayer("VGG-16", block, BLOCKS);
        Layout layout = new Layout("VGG-16");
        int in = 3;
        for (int i = 0, at = 0; i < CONVOLUTIONS_TO[block - 1]; i++) {
            at += i == CONVOLUTIONS_TO[at] ? 1 : 0;
            layout.with(name(i) + "weight", MAPS[at], in, 3, 3).with(name(i) + "bias", MAPS[at]);
            in = MAPS[at];
        }
        layout.check(tensors, origin);
        return new Vgg16(parent, tensors, block, precision, origin, Fingerprint.of(layout.names(), tensors));
    }

    private static String name(int convolution) {
        return "features." + PLACES[convolution] + ".";
    }
}
