package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.differnet.store.Tensor;

/** The names and shapes of a network's tensors in torchvision's layout, in the order of its state dict. */
final class Layout {

    private final String network;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    Layout(String network) {
        this.network = network;
    }

    Layout with(String name, long... shape) {
        shapes.put(name, new Shape(shape));
        return this;
    }

    Set<String> names() {
        return shapes.keySet();
    }

    /** Each name with its shape. */
    void forEach(BiConsumer<String, Shape> action) {
        shapes.forEach(action);
    }

    /**
     * @param origin where the tensors come from, for messages
     * @throws IllegalArgumentException if a tensor is missing, has another shape or is not finite
     */
    void check(Map<String, NDArray> tensors, String origin) {
        shapes.forEach((name, shape) -> {
            NDArray tensor = tensors.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException(origin + " has no tensor " + name + "; it has " + tensors.keySet()
                        + ". Give " + network + "'s weights in torchvision's layout");
            }
            if (!tensor.getShape().equals(shape)) {
                throw new IllegalArgumentException(origin + ": tensor " + name + " has shape " + tensor.getShape()
                        + ", " + network + " needs " + shape + ". Give " + network
                        + "'s weights in torchvision's layout");
            }
            try (NDArray finite = tensor.isInfinite().logicalOr(tensor.isNaN());
                    NDArray any = finite.any()) {
                if (any.getBoolean()) {
                    throw new IllegalArgumentException(
                            origin + ": tensor " + name + " has values that are not finite; get the file anew");
                }
            }
        });
    }

    /** Random weights (He initialisation), biases 0. */
    Map<String, Tensor> random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            float[] values = new float[(int) shape.size()];
            if (name.endsWith("weight")) {
                double bound = Math.sqrt(6.0 * shape.get(0) / shape.size());
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (bound * (2 * random.nextDouble() - 1));
                }
            }
            tensors.put(name, Tensor.of(values, shape.getShape()));
        });
        return tensors;
    }
}
