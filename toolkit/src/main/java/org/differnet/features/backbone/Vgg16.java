package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.differnet.fetch.Fetch;
import org.differnet.fetch.Fetched;
import org.differnet.fetch.TransferListener;

/**
 * The convolutional part of VGG-16 in torchvision's layout up to one of its five blocks, which are its layers here.
 *
 * <p>The blocks end in a max pooling and have 64, 128, 256, 512 and 512 maps; of a view of 448 pixels the last ones have
 * 14 x 14 positions. Features are the means of the maps at each scale. A view takes some seventeen times the work of
 * AlexNet's; two views at a time go through the network, which bounds the memory.
 *
 * <p>Reference: Simonyan, Zisserman, Very deep convolutional networks for large-scale image recognition, ICLR 2015.
 */
public final class Vgg16 extends Network<Vgg16> {

    private static final Kind KIND = new Kind("VGG-16", "block", 1, 5, 32);
    private static final int[] MAPS = {64, 128, 256, 512, 512};
    private static final int[] CONVOLUTIONS_TO = {2, 4, 7, 10, 13};
    private static final int[] PLACES = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28};

    private Vgg16(int layer, List<Integer> scales, Source source) {
        super(KIND, layer, scales, source);
    }

    /**
     * VGG-16 to its last block at these scales with ImageNet's weights.
     *
     * @param sides in pixels, 32 to 4096, the largest first
     */
    public static Vgg16 at(int... sides) {
        return new Vgg16(KIND.lastLayer(), Scales.checked(sides), new Source.ImageNet());
    }

    @Override
    Vgg16 with(int layer, List<Integer> scales, Source source) {
        return new Vgg16(layer, scales, source);
    }

    @Override
    public int dimension() {
        return MAPS[layer() - 1];
    }

    @Override
    Layout layout() {
        Layout layout = new Layout(KIND.name());
        int in = 3;
        for (int i = 0, at = 0; i < CONVOLUTIONS_TO[layer() - 1]; i++) {
            at += i == CONVOLUTIONS_TO[at] ? 1 : 0;
            layout.with(name(i) + "weight", MAPS[at], in, 3, 3).with(name(i) + "bias", MAPS[at]);
            in = MAPS[at];
        }
        return layout;
    }

    @Override
    List<NDArray> ordered(Map<String, NDArray> tensors, Fold fold) {
        return layout().names().stream().map(tensors::get).toList();
    }

    @Override
    List<String> scripts() {
        return List.of("vgg16.torchscript", "deep.torchscript");
    }

    @Override
    List<Depth> depths() {
        return List.of(new Depth(0, 1), last());
    }

    /** Poolings of windows side by side: the first is centred in the first window. */
    @Override
    Depth last() {
        return new Depth((stride() - 1) / 2.0, stride());
    }

    @Override
    int positions(int side) {
        return side / stride();
    }

    private int stride() {
        return 1 << layer();
    }

    @Override
    Fetched published(TransferListener listener) {
        return Fetch.vgg16(listener);
    }

    private static String name(int convolution) {
        return "features." + PLACES[convolution] + ".";
    }
}
