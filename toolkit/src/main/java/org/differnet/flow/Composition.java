package org.differnet.flow;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.differnet.engine.Torch;
import org.differnet.store.Coded;

/**
 * What a flow is made of, before there is one: layers from data to latent, and the base distribution. A value; each
 * method gives another composition with one thing more.
 *
 * <p>Example: the paper's chain, and a chain of splines on the plane. <pre>{@code
 * Flow.on(768).permute(0).couple(2048).repeat(8)
 * Flow.on(2).normalize().linear(0).spline(64).repeat(4).build(1)
 * }</pre>
 *
 * @param dimension d, the length of a row; 0 for whatever the features have
 * @param context c, the length of the context that the density is conditional on; 0 for none
 * @param mixture components of the {@link GaussianMixture} that is the base; 0 for N(0, I)
 * @param layers from data to latent, at most 1024
 */
@Coded(CompositionCodec.class)
public record Composition(int dimension, int context, int mixture, List<Layer> layers) {

    private static final int MOST_LAYERS = 1024;
    private static final int MOST_DIMENSIONS = 1 << 20;
    private static final int HIDDEN_LAYERS = 3;
    private static final Clamp PAPER = Clamp.soft(3);

    public Composition {
        layers = List.copyOf(layers);
        check("dimension", dimension, MOST_DIMENSIONS);
        check("context", context, MOST_DIMENSIONS);
        check("mixture", mixture, 1000);
        check("the number of layers", layers.size(), MOST_LAYERS);
    }

    private static void check(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed are 0 to " + most);
        }
    }

    /** Nothing yet, on rows of whatever length the features have. */
    public static Composition empty() {
        return new Composition(0, 0, 0, List.of());
    }

    /** The paper's chain in this size. */
    public static Composition of(FlowOptions size) {
        Objects.requireNonNull(size, "size");
        Clamp clamp = new Clamp(Clamp.Kind.SOFT, size.clamp(), size.clampFactor());
        return empty().permute(0)
                .couple(size.hiddenUnits(), size.hiddenLayers(), clamp)
                .repeat(size.blocks());
    }

    /** On rows of d numbers. */
    public Composition on(int d) {
        return new Composition(d, context, mixture, layers);
    }

    /**
     * On the features of a network.
     *
     * @param d their number
     * @throws IllegalArgumentException if it is on rows of another length
     */
    public Composition onFeatures(int d) {
        if (dimension != 0 && dimension != d) {
            throw new IllegalArgumentException("the flow is on " + dimension + " dimensions and the network gives " + d
                    + " features; build it with Flow.onFeatures(), which takes as many as there are");
        }
        return on(d);
    }

    /** Conditional on c numbers, which nets see beside the rows. */
    public Composition given(int c) {
        return new Composition(dimension, c, mixture, layers);
    }

    /** With a learned {@link GaussianMixture} of so many components as base, 1 to 1000. */
    public Composition mixture(int components) {
        return new Composition(dimension, context, components, layers);
    }

    /** One more layer. */
    public Composition add(Layer layer) {
        Objects.requireNonNull(layer, "layer");
        List<Layer> more = new ArrayList<>(layers);
        more.add(layer);
        return new Composition(dimension, context, mixture, more);
    }

    /** All layers so far, so many times in all; each repetition permutes by the next seed. */
    public Composition repeat(int times) {
        if (times < 1 || (long) times * layers.size() > MOST_LAYERS) {
            throw new IllegalArgumentException(layers.size() + " layers cannot be repeated " + times
                    + " times; give 1 or more, and at most " + MOST_LAYERS + " layers in all");
        }
        List<Layer> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (Layer layer : layers) {
                all.add(layer.repeated(i));
            }
        }
        return new Composition(dimension, context, mixture, all);
    }

    /** A random {@link Permutation}. */
    public Composition permute(long seed) {
        return add(new Layers.Permute(seed));
    }

    /** A {@link Permutation} in a given order: z[i] = y[order[i]]. */
    public Composition reorder(int... order) {
        return add(Layers.Reorder.of(order));
    }

    /** A {@link Permutation} from last to first. */
    public Composition reverse() {
        return add(new Layers.Reverse());
    }

    /** An {@link ActNorm}. */
    public Composition normalize() {
        return add(new Layers.Normalize());
    }

    /** An {@link InvertibleLinear}. */
    public Composition linear(long seed) {
        return add(new Layers.Linear(seed));
    }

    /** An {@link AdditiveCoupling} with 3 hidden layers of so many units. */
    public Composition additive(int units) {
        return additive(units, HIDDEN_LAYERS);
    }

    /** An {@link AdditiveCoupling}. */
    public Composition additive(int units, int hiddenLayers) {
        return add(new Layers.Additive(units, hiddenLayers));
    }

    /** The paper's {@link AffineCoupling} with 3 hidden layers of so many units and soft clamp 3. */
    public Composition couple(int units) {
        return couple(units, HIDDEN_LAYERS, PAPER);
    }

    /** An {@link AffineCoupling}. */
    public Composition couple(int units, int hiddenLayers, Clamp clamp) {
        return add(new Layers.Couple(units, hiddenLayers, clamp));
    }

    /** A {@link SplineCoupling} with 3 hidden layers of so many units and 8 bins in -5 to 5. */
    public Composition spline(int units) {
        return spline(units, HIDDEN_LAYERS, 8, 5);
    }

    /** A {@link SplineCoupling}. */
    public Composition spline(int units, int hiddenLayers, int bins, double bound) {
        return add(new Layers.Spline(units, hiddenLayers, bins, bound));
    }

    /** A {@link MaskedAutoregressive} with 3 hidden layers of so many units and soft clamp 3: fast density. */
    public Composition masked(int units) {
        return masked(units, HIDDEN_LAYERS, PAPER);
    }

    /** A {@link MaskedAutoregressive}. */
    public Composition masked(int units, int hiddenLayers, Clamp clamp) {
        return add(new Layers.Masked(units, hiddenLayers, clamp, false));
    }

    /** An {@link InverseAutoregressive} with 3 hidden layers of so many units and soft clamp 3: fast sampling. */
    public Composition inverseMasked(int units) {
        return inverseMasked(units, HIDDEN_LAYERS, PAPER);
    }

    /** An {@link InverseAutoregressive}. */
    public Composition inverseMasked(int units, int hiddenLayers, Clamp clamp) {
        return add(new Layers.Masked(units, hiddenLayers, clamp, true));
    }

    /** A {@link Planar}. */
    public Composition planar() {
        return add(new Layers.Bend(false));
    }

    /** A {@link Radial}. */
    public Composition radial() {
        return add(new Layers.Bend(true));
    }

    /** {@link #build(long, Device)} with seed 0. */
    public Flow build() {
        return build(0);
    }

    /** {@link #build(long, Device)} on the device of this machine. */
    public Flow build(long seed) {
        return build(seed, Torch.defaultDevice());
    }

    /**
     * A new flow with random weights. One that has transforms of a user's own is tried on a few rows first.
     *
     * @param seed of the weights; the same seed gives the same weights
     * @param device where it computes
     * @throws IllegalArgumentException if a layer is not possible on rows of this length, or a transform of one's own does
     *     not keep to the contract of {@link Transform}
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Flow build(long seed, Device device) {
        if (dimension == 0) {
            throw new IllegalArgumentException(
                    "the flow has no dimension; say the length of its rows, as in Flow.on(2)");
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("the flow has no layers; add one, as in Flow.on(2).couple(64)");
        }
        NDManager manager = Torch.newManager(device);
        try {
            Setup setup = new Setup(dimension, context, manager, new MersenneTwister(seed));
            List<Transform> transforms = new ArrayList<>();
            for (Layer layer : layers) {
                transforms.add(layer.create(setup));
            }
            Base base = mixture == 0 ? Base.standardNormal() : GaussianMixture.of(mixture, setup);
            Flow flow = new Flow(this, manager, base, transforms);
            if (layers.stream().anyMatch(layer -> !Layers.NAMES.containsKey(layer.name()))) {
                Trial.run(flow);
            }
            return flow;
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /** How many numbers a flow of this kind on rows of d numbers learns; -1 if a transform of one's own may learn any. */
    public long parameterCount(int d) {
        long sum = mixture * (1 + 2L * d);
        for (Layer layer : layers) {
            long own = layer.parameterCount(d, context);
            if (own < 0) {
                return -1;
            }
            sum += own;
        }
        return sum;
    }

    /** One line, equal parts in a row counted, such as "Permute, Couple(512, 3, clamp 1.0), 8 times". */
    @Override
    public String toString() {
        List<String> names = layers.stream()
                .map(layer -> layer.toString()
                        .replaceAll("\\[order=[^\\]]*\\]", "")
                        .replaceAll("(units|hiddenLayers|clamp|bins|inverse|radial|bound)=", "")
                        .replaceAll("\\[seed=-?\\d+\\]", "")
                        .replace("[]", ""))
                .toList();
        for (int period = 1; period <= names.size() / 2; period++) {
            if (names.size() % period == 0 && repeats(names, period)) {
                return text(names.subList(0, period)) + ", " + names.size() / period + " times";
            }
        }
        return text(names);
    }

    private static boolean repeats(List<String> names, int period) {
        for (int i = period; i < names.size(); i++) {
            if (!names.get(i).equals(names.get(i - period))) {
                return false;
            }
        }
        return true;
    }

    private String text(List<String> names) {
        String given = context > 0 ? "given " + context + ": " : "";
        String onto = mixture > 0 ? " onto a mixture of " + mixture : "";
        return names.stream().collect(Collectors.joining(", ", given, onto));
    }
}
