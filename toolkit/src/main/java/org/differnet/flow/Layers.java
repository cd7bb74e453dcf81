package org.differnet.flow;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The library's own layers; a {@link Composition} has a method for each. */
public final class Layers {

    /** By the names that model files have for them. */
    static final Map<String, Class<? extends Record>> NAMES = new TreeMap<>(Map.of(
            "permute", Permute.class,
            "reorder", Reorder.class,
            "reverse", Reverse.class,
            "normalize", Normalize.class,
            "linear", Linear.class,
            "additive", Additive.class,
            "couple", Couple.class,
            "spline", Spline.class,
            "masked", Masked.class,
            "bend", Bend.class));

    private Layers() {}

    /**
     * A random {@link Permutation}; repetition i has seed + i.
     *
     * @param seed numpy's {@code RandomState(seed).permutation(d)}
     */
    public record Permute(long seed) implements Layer {
        @Override
        public String name() {
            return "permute";
        }

        @Override
        public Transform create(Setup setup) {
            return Permutation.random(setup.dimension(), seed, setup.manager());
        }

        @Override
        public Layer repeated(int repetition) {
            return new Permute(seed + repetition);
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return 0;
        }
    }

    /**
     * A {@link Permutation} in a given order.
     *
     * @param order as text, since records compare by value: the dimensions, with commas between them
     */
    public record Reorder(String order) implements Layer {

        public Reorder {
            places(order);
        }

        private static int[] places(String order) {
            try {
                return Arrays.stream(order.split(",", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "an order has to be dimensions with commas between: " + e.getMessage(), e);
            }
        }

        static Reorder of(int... order) {
            return new Reorder(Arrays.toString(order).replaceAll("[\\[\\] ]", ""));
        }

        @Override
        public String name() {
            return "reorder";
        }

        @Override
        public Transform create(Setup setup) {
            int[] places = places(order);
            if (places.length != setup.dimension()) {
                throw new IllegalArgumentException("an order of " + places.length
                        + " dimensions cannot stand in a flow on " + setup.dimension() + "; give each of them once");
            }
            return Permutation.of(places, setup.manager());
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return 0;
        }
    }

    /** A {@link Permutation} from last to first. */
    public record Reverse() implements Layer {
        @Override
        public String name() {
            return "reverse";
        }

        @Override
        public Transform create(Setup setup) {
            int d = setup.dimension();
            int[] order = new int[d];
            Arrays.setAll(order, i -> d - 1 - i);
            return Permutation.of(order, setup.manager());
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return 0;
        }
    }

    /** An {@link ActNorm}. */
    public record Normalize() implements Layer {
        @Override
        public String name() {
            return "normalize";
        }

        @Override
        public Transform create(Setup setup) {
            return new ActNorm(setup);
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return 2L * dimension;
        }
    }

    /**
     * An {@link InvertibleLinear}; repetition i has seed + i.
     *
     * @param seed of its permutation
     */
    public record Linear(long seed) implements Layer {
        @Override
        public String name() {
            return "linear";
        }

        @Override
        public Transform create(Setup setup) {
            return new InvertibleLinear(seed, setup);
        }

        @Override
        public Layer repeated(int repetition) {
            return new Linear(seed + repetition);
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return (long) dimension * dimension + dimension;
        }
    }

    /**
     * An {@link AdditiveCoupling}.
     *
     * @param units in each hidden layer, 1 to 16384
     * @param hiddenLayers of each net, 1 to 16
     */
    public record Additive(int units, int hiddenLayers) implements Layer {

        public Additive {
            checkNet(units, hiddenLayers);
        }

        @Override
        public String name() {
            return "additive";
        }

        @Override
        public Transform create(Setup setup) {
            return new AdditiveCoupling(this, setup);
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return Coupling.parameterCount(dimension, context, 1, units, hiddenLayers);
        }
    }

    /**
     * An {@link AffineCoupling}.
     *
     * @param units in each hidden layer, 1 to 16384
     * @param hiddenLayers of each net, 1 to 16
     * @param clamp of the log scales
     */
    public record Couple(int units, int hiddenLayers, Clamp clamp) implements Layer {

        public Couple {
            checkNet(units, hiddenLayers);
            Objects.requireNonNull(clamp, "clamp");
        }

        @Override
        public String name() {
            return "couple";
        }

        @Override
        public Transform create(Setup setup) {
            return new AffineCoupling(this, setup);
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return Coupling.parameterCount(dimension, context, 2, units, hiddenLayers);
        }
    }

    /**
     * A {@link SplineCoupling}.
     *
     * @param units in each hidden layer, 1 to 16384
     * @param hiddenLayers of each net, 1 to 16
     * @param bins of each curve, 2 to 64
     * @param bound B, beyond which the curve is straight; over 0, to 1000
     */
    public record Spline(int units, int hiddenLayers, int bins, double bound) implements Layer {

        public Spline {
            checkNet(units, hiddenLayers);
            if (bins < 2 || bins > 64) {
                throw new IllegalArgumentException("bins is " + bins + "; allowed are 2 to 64, and 8 is usual");
            }
            if (!(bound > 0 && bound <= 1000)) {
                throw new IllegalArgumentException(
                        "bound is " + bound + "; allowed is more than 0 and at most 1000, and 3 to 5 is usual");
            }
        }

        @Override
        public String name() {
            return "spline";
        }

        @Override
        public Transform create(Setup setup) {
            return new SplineCoupling(this, setup);
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return Coupling.parameterCount(dimension, context, 3 * bins - 1, units, hiddenLayers);
        }
    }

    /**
     * A {@link MaskedAutoregressive}, or an {@link InverseAutoregressive}.
     *
     * @param units in each hidden layer, 1 to 16384
     * @param hiddenLayers of the net, 1 to 16
     * @param clamp of the log scales
     * @param inverse whether it is the inverse
     */
    public record Masked(int units, int hiddenLayers, Clamp clamp, boolean inverse) implements Layer {

        public Masked {
            checkNet(units, hiddenLayers);
            Objects.requireNonNull(clamp, "clamp");
        }

        @Override
        public String name() {
            return "masked";
        }

        @Override
        public Transform create(Setup setup) {
            return inverse ? new InverseAutoregressive(this, setup) : new MaskedAutoregressive(this, setup);
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return Subnet.parameterCount(dimension + context, 2L * dimension, units, hiddenLayers);
        }
    }

    /**
     * A {@link Planar}, or a {@link Radial}.
     *
     * @param radial whether it is the latter
     */
    public record Bend(boolean radial) implements Layer {
        @Override
        public String name() {
            return "bend";
        }

        @Override
        public Transform create(Setup setup) {
            return radial ? new Radial(setup) : new Planar(setup);
        }

        @Override
        public long parameterCount(int dimension, int context) {
            return radial ? dimension + 2L : 2L * dimension + 1;
        }
    }

    private static void checkNet(int units, int hiddenLayers) {
        if (units < 1 || units > 16384) {
            throw new IllegalArgumentException("units is " + units + "; allowed are 1 to 16384");
        }
        if (hiddenLayers < 1 || hiddenLayers > 16) {
            throw new IllegalArgumentException("hiddenLayers is " + hiddenLayers + "; allowed are 1 to 16");
        }
    }
}
