package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * A fully connected net whose outputs for dimension i see the dimensions before i alone, because the weights on all other
 * paths are masked: MADE. A context is seen by all.
 *
 * <ul>
 *   <li>x: (n, d); context: (n, c)
 *   <li>result: (n, p d), block by block: the first number of all dimensions, then the second of all
 * </ul>
 *
 * <p>Reference: Germain, Gregor, Murray, Larochelle, MADE: Masked Autoencoder for Distribution Estimation, ICML 2015.
 */
final class MaskedNet {

    private record Masked(NDArray weight, NDArray bias, NDArray mask) {}

    private final List<Masked> layers = new ArrayList<>();
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();
    private final int context;

    MaskedNet(int numbers, int units, int hiddenLayers, Setup setup) {
        int d = setup.dimension();
        context = setup.context();
        // The context, of degree 0, comes after the dimensions, of degrees 1 to d.
        int[] degrees = new int[d + context];
        for (int i = 0; i < d; i++) {
            degrees[i] = i + 1;
        }
        for (int i = 0; i <= hiddenLayers; i++) {
            if (Thread.interrupted()) {
                throw new CancellationException("stopped while the flow's weights were drawn");
            }
            boolean last = i == hiddenLayers;
            int[] next = last ? outputDegrees(d, numbers) : hiddenDegrees(d, units);
            double bound = 1 / Math.sqrt(degrees.length);
            Masked layer = new Masked(
                    setup.uniform(bound, next.length, degrees.length),
                    setup.uniform(bound, next.length),
                    setup.array(mask(degrees, next, last), next.length, degrees.length));
            String name = Subnet.layerName(i, hiddenLayers);
            parameters.put(name + ".weight", layer.weight);
            parameters.put(name + ".bias", layer.bias);
            layers.add(layer);
            degrees = next;
        }
    }

    private static int[] outputDegrees(int d, int numbers) {
        int[] degrees = new int[numbers * d];
        for (int i = 0; i < degrees.length; i++) {
            degrees[i] = i % d + 1;
        }
        return degrees;
    }

    /** Spread evenly over 1 to d - 1, and over 0 to d - 1 where there is a context to pass on to the first dimension. */
    private int[] hiddenDegrees(int d, int units) {
        int least = context > 0 ? 0 : 1;
        int range = d - least;
        int[] degrees = new int[units];
        for (int i = 0; i < units; i++) {
            degrees[i] = least + (units < range ? (int) ((long) i * range / units) : i % range);
        }
        return degrees;
    }

    private static float[] mask(int[] from, int[] to, boolean last) {
        float[] mask = new float[to.length * from.length];
        for (int i = 0; i < to.length; i++) {
            for (int j = 0; j < from.length; j++) {
                boolean open = last ? to[i] > from[j] : to[i] >= from[j];
                mask[i * from.length + j] = open ? 1 : 0;
            }
        }
        return mask;
    }

    NDArray forward(NDArray x, NDArray given) {
        NDArray hidden = context == 0 ? x : NDArrays.concat(new NDList(x, given), 1);
        for (Masked layer : layers.subList(0, layers.size() - 1)) {
            hidden = Activation.relu(linear(hidden, layer));
        }
        return linear(hidden, layers.get(layers.size() - 1));
    }

    Map<String, NDArray> parameters() {
        return parameters;
    }

    private static NDArray linear(NDArray x, Masked layer) {
        return Linear.linear(x, layer.weight.mul(layer.mask), layer.bias).singletonOrThrow();
    }

    /** The widths from input to output, such as "2-64-64-4". */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder().append(layers.get(0).weight.getShape().get(1));
        layers.forEach(layer -> text.append('-').append(layer.bias.getShape().get(0)));
        return text.toString();
    }
}
