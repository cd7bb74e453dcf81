package org.differnet.flow;

import ai.djl.ndarray.NDArray;
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
 * A fully connected net with ReLU after each hidden layer: from what a transform passes on to the
 * amounts by which it changes the rest.
 *
 * <ul>
 *   <li>x: (n, inputs)
 *   <li>result: (n, outputs)
 * </ul>
 *
 * <p>Weights and biases start uniform in +-1/sqrt(inputs of the layer), as PyTorch's linear layers do.
 */
public final class Subnet {

    private record Affine(NDArray weight, NDArray bias) {}

    private final List<Affine> layers = new ArrayList<>();
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    Subnet(int inputs, int outputs, int units, int hiddenLayers, Setup setup) {
        for (int i = 0; i <= hiddenLayers; i++) {
            if (Thread.interrupted()) {
                throw new CancellationException("stopped while the flow's weights were drawn");
            }
            int from = i == 0 ? inputs : units;
            int to = i == hiddenLayers ? outputs : units;
            double bound = 1 / Math.sqrt(from);
            Affine layer = new Affine(setup.uniform(bound, to, from), setup.uniform(bound, to));
            String name = layerName(i, hiddenLayers);
            parameters.put(name + ".weight", layer.weight);
            parameters.put(name + ".bias", layer.bias);
            layers.add(layer);
        }
    }

    /** How many numbers such a net learns. */
    static long parameterCount(long inputs, long outputs, long units, long hiddenLayers) {
        return (inputs + 1) * units + (hiddenLayers - 1) * (units + 1) * units + (units + 1) * outputs;
    }

    /** The result for x, in x's manager. */
    public NDArray forward(NDArray x) {
        return Workspace.array(() -> {
            NDArray hidden = x;
            for (Affine layer : layers.subList(0, layers.size() - 1)) {
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

    private static NDArray linear(NDArray x, Affine layer) {
        return Linear.linear(x, layer.weight, layer.bias).singletonOrThrow();
    }
}
