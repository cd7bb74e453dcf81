package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.differnet.fetch.Fetch;
import org.differnet.fetch.Fetched;
import org.differnet.fetch.TransferListener;

/**
 * ResNet-18 in torchvision's layout up to one of its four layers; batch norm as in inference.
 *
 * <p>The layers have 64, 128, 256 and 512 maps; of a view of 448 pixels the last ones have 14 x 14 positions. Features are
 * the means of the maps at each scale. Two views at a time go through the network, which bounds the memory.
 *
 * <p>Reference: He, Zhang, Ren, Sun, Deep residual learning for image recognition, CVPR 2016.
 */
public final class ResNet18 extends Network<ResNet18> {

    private static final Kind KIND = new Kind("ResNet-18", "layer", 1, 4, 8);
    private static final int STEM_MAPS = 64;

    private ResNet18(int layer, List<Integer> scales, Source source) {
        super(KIND, layer, scales, source);
    }

    /**
     * ResNet-18 to its last layer at these scales with ImageNet's weights.
     *
     * @param sides in pixels, 8 to 4096, the largest first
     */
    public static ResNet18 at(int... sides) {
        return new ResNet18(KIND.lastLayer(), Scales.checked(sides), new Source.ImageNet());
    }

    @Override
    ResNet18 with(int layer, List<Integer> scales, Source source) {
        return new ResNet18(layer, scales, source);
    }

    @Override
    public int dimension() {
        return mapsOf(layer());
    }

    @Override
    Layout layout() {
        Layout layout = new Layout(KIND.name());
        for (Unit unit : units()) {
            layout.with(unit.conv + ".weight", unit.out, unit.in, unit.kernel, unit.kernel);
            for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
                layout.with(unit.norm + "." + part, unit.out);
            }
        }
        return layout;
    }

    /** Batch norms folded into the convolutions before them. */
    @Override
    List<NDArray> ordered(Map<String, NDArray> tensors, Fold fold) {
        List<NDArray> folded = new ArrayList<>();
        for (Unit unit : units()) {
            NDArray gain = tensors.get(unit.norm + ".weight");
            NDArray variance = tensors.get(unit.norm + ".running_var");
            NDArray mean = tensors.get(unit.norm + ".running_mean");
            folded.add(fold.call("weight", tensors.get(unit.conv + ".weight"), gain, variance));
            folded.add(fold.call("bias", gain, tensors.get(unit.norm + ".bias"), mean, variance));
        }
        return folded;
    }

    @Override
    List<String> scripts() {
        return List.of("resnet18.torchscript", "deep.torchscript");
    }

    @Override
    List<Depth> depths() {
        return List.of(new Depth(0, 1), last());
    }

    /** Convolutions with padding: the first is centred on the first pixel. */
    @Override
    Depth last() {
        return new Depth(0, stride());
    }

    @Override
    int positions(int side) {
        return (side + stride() - 1) / stride();
    }

    private int stride() {
        return 2 << layer();
    }

    @Override
    Fetched published(TransferListener listener) {
        return Fetch.resNet18(listener);
    }

    /** A convolution and the batch norm after it. */
    private record Unit(String conv, String norm, int in, int out, int kernel) {}

    private List<Unit> units() {
        List<Unit> units = new ArrayList<>();
        units.add(new Unit("conv1", "bn1", 3, STEM_MAPS, 7));
        int in = STEM_MAPS;
        for (int layer = 1; layer <= layer(); layer++) {
            int out = mapsOf(layer);
            for (int block = 0; block < 2; block++) {
                String name = "layer" + layer + "." + block + ".";
                units.add(new Unit(name + "conv1", name + "bn1", in, out, 3));
                units.add(new Unit(name + "conv2", name + "bn2", out, out, 3));
                if (in != out) {
                    units.add(new Unit(name + "downsample.0", name + "downsample.1", in, out, 1));
                }
                in = out;
            }
        }
        return units;
    }

    private static int mapsOf(int layer) {
        return STEM_MAPS << (layer - 1);
    }
}
