package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.differnet.engine.Precision;
import org.differnet.fetch.Fetch;
import org.differnet.fetch.Fetched;
import org.differnet.fetch.TransferListener;

/**
 * MobileNetV2 (width 1) up to the expansion of one of its blocks: the 1 x 1 convolution with which a block begins, after
 * its ReLU6. Its weights were trained on COCO's photographs, to find things in them, and come from a package of npm.
 *
 * <p>Of a view of 448 pixels, blocks 7 to 13 have 28 x 28 positions; blocks 7 to 10 have 384 maps. Features are the means of
 * the maps at each scale. Two views at a time go through the network, which bounds the memory.
 *
 * <p>It computes in float32 whatever the options say, in which it is faster than in bfloat16.
 *
 * <p>As in TensorFlow, a convolution of stride 2 over an even number of pixels is padded below and on the right alone.
 *
 * <p>Reference: Sandler, Howard, Zhu, Zhmoginov, Chen, MobileNetV2: inverted residuals and linear bottlenecks, CVPR 2018.
 */
public final class MobileNetV2 extends Network<MobileNetV2> {

    private static final Kind KIND = new Kind("MobileNetV2", "block", 1, 16, 32);
    private static final int USUAL_BLOCK = 10;
    private static final int EXPANSION = 6;
    private static final int STEM_MAPS = 32;

    /** Maps that come out of blocks 0 to 15. */
    private static final int[] MAPS = {16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160};

    private MobileNetV2(int layer, List<Integer> scales, Source source) {
        super(KIND, layer, scales, source);
    }

    /**
     * MobileNetV2 to the expansion of block 10 at these scales.
     *
     * @param sides in pixels, 32 to 4096, the largest first
     */
    public static MobileNetV2 at(int... sides) {
        return new MobileNetV2(USUAL_BLOCK, Scales.checked(sides), new Source.Coco());
    }

    @Override
    MobileNetV2 with(int layer, List<Integer> scales, Source source) {
        return new MobileNetV2(layer, scales, source);
    }

    @Override
    public int dimension() {
        return EXPANSION * MAPS[layer() - 1];
    }

    @Override
    Layout layout() {
        Layout layout = new Layout(KIND.name());
        convolution(layout, "stem", STEM_MAPS, 3, 3);
        int in = STEM_MAPS;
        for (int block = 0; block <= layer(); block++) {
            String name = "block" + block + ".";
            int wide = block == 0 ? in : EXPANSION * in;
            if (block > 0) {
                convolution(layout, name + "expand", wide, in, 1);
            }
            if (block < layer()) {
                convolution(layout, name + "depthwise", wide, 1, 3);
                convolution(layout, name + "project", MAPS[block], wide, 1);
                in = MAPS[block];
            }
        }
        return layout;
    }

    private static void convolution(Layout layout, String name, int out, int in, int kernel) {
        layout.with(name + ".weight", out, in, kernel, kernel).with(name + ".bias", out);
    }

    /** It wants pixels from -1 to 1: the scale is worked into the first convolution, the shift stands last. */
    @Override
    List<NDArray> ordered(Map<String, NDArray> tensors, Fold fold) {
        List<NDArray> ordered =
                new ArrayList<>(layout().names().stream().map(tensors::get).toList());
        NDArray first = ordered.get(0);
        ordered.set(0, fold.call("ranged", first));
        ordered.add(fold.call("shift", first));
        return ordered;
    }

    @Override
    List<String> scripts() {
        return List.of("mobilenetv2.torchscript", "deep.torchscript");
    }

    /** The engine's convolutions map by map take some twenty times longer in bfloat16 than in float32. */
    @Override
    Precision precision(Precision asked) {
        return Precision.FLOAT32;
    }

    @Override
    List<Depth> depths() {
        return List.of(new Depth(0, 1), last());
    }

    /** Each halving of an even side centres its first output on the second input. */
    @Override
    Depth last() {
        return new Depth(stride() - 1, stride());
    }

    @Override
    int positions(int side) {
        return (side + stride() - 1) / stride();
    }

    /** The stem and blocks 1, 3, 6 and 13 halve the side. */
    private int stride() {
        if (layer() <= 1) {
            return 2;
        }
        return layer() <= 3 ? 4 : layer() <= 6 ? 8 : layer() <= 13 ? 16 : 32;
    }

    @Override
    Fetched published(TransferListener listener) {
        return Fetch.mobileNetV2(listener);
    }
}
