package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/**
 * A fully connected net with ReLU after each hidden layer: from one half of the dimensions to s and t for the other.
 *
 * <ul>
 *   <li>x: (n, inputs)
 *   <li>result: (n, outputs)
 * </ul>
 *
 * <p>Weights and biases start uniform in +-1/sqrt(inputs of the layer), as PyTorch's linear layers do.
 */
public final class Subnet {

    private record Layer(NDArray weight, NDArray bias) {}

    private final List<Layer> layers = new ArrayList<>();
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    Subnet(int inputs, int outputs, FlowOptions options, MersenneTwister random, NDManager manager) {
        int width = options.hiddenUnits();
        for (int i = 0; i <= options.hiddenLayers(); i++) {
            if (Thread.interrupted()) {
                throw new CancellationException("stopped while the flow's weights were drawn");
            }
            int from = i == 0 ? inputs : width;
            int to = i == options.hiddenLayers() ? outputs : width;
            double bound = 1 / Math.sqrt(from);
            Layer layer = new Layer(
                    uniform(new Shape(to, from), bound, random, manager),
                    uniform(new Shape(to), bound, random, manager));
            String name = layerName(i, options.hiddenLayers());
            parameters.put(name + ".weight", layer.weight);
            parameters.put(name + ".bias", layer.bias);
            layers.add(layer);
        }
    }

    /** The result for x, in x's manager. */
    public NDArray forward(NDArray x) {
        return Workspace.array(() -> {
            NDArray hidden = x;
            for (Layer layer : layers.subList(0, layers.size() - 1)) {
                hidden = Activation.relu(linear(hidden, layer));
            }
            return linear(hidden, layers.get(layers.size() - 1));
        });
    }

    /** Weights (outputs, inputs) and biases (outputs) by the reference code's names: fc1, fc2, fc2b, fc3. */
    public Map<String, NDArray> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** The widths from input to output, such as "384-2048-2048-2048-768". */
    @Override
    public String toString() {
        return layers.get(0).weight.getShape().get(1) + "-"
                + layers.stream()
                        .map(layer -> Long.toString(layer.bias.getShape().get(0)))
                        .collect(Collectors.joining("-"));
    }

    /** The first layer is fc1, the last fc3, those between fc2, fc2b, fc2c and so on. */
    static String layerName(int index, int hiddenLayers) {
        if (index == 0) {
            return "fc1";
        }
        if (index == hiddenLayers) {
            return "fc3";
        }
        return index == 1 ? "fc2" : "fc2" + (char) ('a' + index - 1);
    }

    private static NDArray linear(NDArray x, Layer layer) {
        return Linear.linear(x, layer.weight, layer.bias).singletonOrThrow();
    }

    private static NDArray uniform(Shape shape, double bound, MersenneTwister random, NDManager manager) {
        float[] values = new float[(int) shape.size()];
        float low = (float) -bound;
        // In double, so that product and sum are rounded once, as PyTorch's fused operation does.
        double range = (float) bound - low;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextFloat() * range + low);
        }
        // A copy made by the engine does not depend on memory that Java collects.
        try (NDArray buffered = manager.create(values, shape)) {
            return buffered.duplicate();
        }
    }
}
