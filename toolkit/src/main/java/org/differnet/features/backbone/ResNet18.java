package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.differnet.engine.Precision;

/**
 * ResNet-18 in torchvision's layout up to one of its four layers, at three scales; batch norm as in inference.
 *
 * <p>The layers have 64, 128, 256 and 512 maps; of a view of 448 pixels the last ones have 14 x 14 positions. Features
 * are 3 x maps.
 *
 * <p>Reference: He, Zhang, Ren, Sun, Deep residual learning for image recognition, CVPR 2016.
 */
public final class ResNet18 extends DeepNetwork {

    /** Layers to choose from. */
    public static final int LAYERS = 4;

    private static final int STEM_MAPS = 64;

    private ResNet18(
            NDManager parent,
            Map<String, NDArray> tensors,
            int layer,
            Precision precision,
            String origin,
            String weightsHash) {
        super(
                parent,
                "resnet18.torchscript",
                "ResNet-18 to layer " + layer,
                mapsOf(layer),
                centred(2 << layer),
                precision,
                origin,
                weightsHash);
        try (NDManager scratch = parent.newSubManager()) {
            List<NDArray> folded = new ArrayList<>();
            for (Unit unit : units(layer)) {
                NDArray gain = tensors.get(unit.norm + ".weight");
                NDArray variance = tensors.get(unit.norm + ".running_var");
                NDArray mean = tensors.get(unit.norm + ".running_mean");
                folded.add(call(scratch, "weight", tensors.get(unit.conv + ".weight"), gain, variance));
                folded.add(call(scratch, "bias", gain, tensors.get(unit.norm + ".bias"), mean, variance));
            }
            take(folded, precision);
        }
    }

    /**
     * ResNet-18 with given weights.
     *
     * @param parent decides the device
     * @param tensors torchvision's names: conv1.weight (64, 3, 7, 7), bn1.weight (64), layer1.0.conv1.weight (64, 64, 3,
     *     3) and so on; others are left aside
     * @param layer after which the maps are taken, 1 to 4
     * @param origin where the tensors come from, for messages
     * @throws IllegalArgumentException if a tensor is missing, has another shape or is not finite
     */
    public static ResNet18 of(
            NDManager parent, Map<String, NDArray> tensors, int layer, Precision precision, String origin) {
        checkLayer("ResNet-18", layer, LAYERS);
        Layout layout = new Layout("ResNet-18");
        for (Unit unit : units(layer)) {
            layout.with(unit.conv + ".weight", unit.out, unit.in, unit.kernel, unit.kernel);
            for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
                layout.with(unit.norm + "." + part, unit.out);
            }
        }
        layout.check(tensors, origin);
        return new ResNet18(parent, tensors, layer, precision, origin, Fingerprint.of(layout.names(), tensors));
    }

    /** A convolution and the batch norm after it. */
    private record Unit(String conv, String norm, int in, int out, int kernel) {}

    private static List<Unit> units(int layers) {
        List<Unit> units = new ArrayList<>();
        units.add(new Unit("conv1", "bn1", 3, STEM_MAPS, 7));
        int in = STEM_MAPS;
        for (int layer = 1; layer <= layers; layer++) {
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
