package org.differnet.flow;

/**
 * The size of a flow and its soft clamp.
 *
 * @param blocks pairs of permutation and coupling, 1 to 64
 * @param hiddenUnits units in each hidden layer of a subnet, 1 to 16384
 * @param hiddenLayers hidden layers of a subnet, 1 to 16
 * @param clamp a of eq. 2: the scale s stays within (-a, a); over 0, to 10
 * @param clampFactor the factor before arctan in eq. 2: 2/pi in the paper, 0.636 in its reference code; over 0, to 1
 */
public record FlowOptions(int blocks, int hiddenUnits, int hiddenLayers, double clamp, double clampFactor) {

    /** The paper's factor 2/pi. */
    public static final double TWO_OVER_PI = 2 / Math.PI;

    /** What the reference code, and so every model trained with it, takes for 2/pi. */
    public static final double REFERENCE_CODE_FACTOR = 0.636;

    static final int MOST_BLOCKS = 64;

    public FlowOptions {
        check("blocks", blocks, MOST_BLOCKS);
        check("hiddenUnits", hiddenUnits, 16384);
        check("hiddenLayers", hiddenLayers, 16);
        check("clamp", clamp, 10);
        check("clampFactor", clampFactor, 1);
    }

    /** The paper's flow: 8 blocks, 3 hidden layers of 2048 units, clamp 3; 172,077,056 parameters on 768 features. */
    public static FlowOptions paper() {
        return new FlowOptions(8, 2048, 3, 3, TWO_OVER_PI);
    }

    /** How many numbers a flow of this size on rows of this length learns. */
    public long parameterCount(int dimension) {
        long first = dimension / 2;
        long second = dimension - first;
        return blocks * (subnet(first, 2 * second) + subnet(second, 2 * first));
    }

    private long subnet(long inputs, long outputs) {
        return Subnet.parameterCount(inputs, outputs, hiddenUnits, hiddenLayers);
    }

    /** The same with so many blocks, 1 to 64. */
    public FlowOptions withBlocks(int count) {
        return new FlowOptions(count, hiddenUnits, hiddenLayers, clamp, clampFactor);
    }

    /** The same with so many units in each hidden layer, 1 to 16384. */
    public FlowOptions withHiddenUnits(int count) {
        return new FlowOptions(blocks, count, hiddenLayers, clamp, clampFactor);
    }

    /** The same with so many hidden layers, 1 to 16. */
    public FlowOptions withHiddenLayers(int count) {
        return new FlowOptions(blocks, hiddenUnits, count, clamp, clampFactor);
    }

    /**
     * The same with another soft clamp.
     *
     * @param bound a of eq. 2; over 0, to 10
     * @param factor before arctan in eq. 2; over 0, to 1
     */
    public FlowOptions withClamp(double bound, double factor) {
        return new FlowOptions(blocks, hiddenUnits, hiddenLayers, bound, factor);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; allowed are 1 to " + most + ", the paper has " + inPaper(name));
        }
    }

    private static void check(String name, double value, double most) {
        if (!(value > 0 && value <= most)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed is more than 0 and at most " + most
                    + ", the paper has " + inPaper(name));
        }
    }

    private static String inPaper(String name) {
        return switch (name) {
            case "blocks" -> "8";
            case "hiddenUnits" -> "2048";
            case "clampFactor" -> "2/pi";
            default -> "3";
        };
    }
}
