package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Weights by the reference code's names: which there are, and what size of flow they belong to. */
final class StateDict {

    // An unused batch norm in each subnet, and the orders of the permutations.
    private static final Pattern DEAD = Pattern.compile(".*\\.bn\\..*|.*\\.perm(_inv)?");
    private static final String LIST = "module_list.";
    private static final String FIRST = prefix(0);

    private StateDict() {}

    /** The names of block k begin so: module 0 of the reference code is its input, then come permutation, coupling. */
    static String prefix(int block) {
        return module(2 * block + 1);
    }

    /** The names of transform k, from 0, begin so. */
    static String module(int transform) {
        return LIST + (transform + 1) + ".";
    }

    /** The options of the flow that these weights belong to. */
    static FlowOptions options(Map<String, NDArray> stateDict, double clamp, double clampFactor) {
        Set<String> modules = living(stateDict).stream()
                .filter(name -> name.startsWith(LIST))
                .map(name -> name.split("\\.")[1])
                .collect(Collectors.toSet());
        long layers = living(stateDict).stream()
                .filter(name -> name.startsWith(FIRST + "s1.") && name.endsWith(".weight"))
                .count();
        long width = shape(stateDict, FIRST + "s1.fc1.weight", 0);
        return new FlowOptions(
                Math.max(1, modules.size()), (int) width, (int) Math.max(1, layers - 1), clamp, clampFactor);
    }

    /** The length of the rows that these weights take. */
    static int dimension(Map<String, NDArray> stateDict) {
        return (int) (shape(stateDict, FIRST + "s1.fc1.weight", 1) + shape(stateDict, FIRST + "s2.fc1.weight", 1));
    }

    /** Refuses weights that a flow with these parameters cannot take. */
    static void check(Map<String, NDArray> stateDict, Map<String, NDArray> parameters) {
        Set<String> missing = new TreeSet<>(parameters.keySet());
        missing.removeAll(stateDict.keySet());
        Set<String> unknown = living(stateDict);
        unknown.removeAll(parameters.keySet());
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new IllegalArgumentException("these weights belong to another flow: " + missing.size()
                    + " are missing " + few(missing) + " and " + unknown.size() + " are not known " + few(unknown)
                    + "; give a flow the same blocks and hidden layers, or read its size off the weights with Flow.of");
        }
        parameters.forEach((name, array) -> {
            NDArray given = stateDict.get(name);
            if (!given.getShape().equals(array.getShape())) {
                throw new IllegalArgumentException("weight " + name + " has shape " + given.getShape() + ", expected "
                        + array.getShape()
                        + "; give a flow the same dimension and hidden units, or read its size off the weights with"
                        + " Flow.of");
            }
            if (!finite(given)) {
                throw new IllegalArgumentException("weight " + name
                        + " has values that are not finite numbers; give the weights of a training that"
                        + " went well");
            }
        });
    }

    private static boolean finite(NDArray array) {
        if (!array.getDataType().isFloating()) {
            return true;
        }
        // A number less itself is 0, unless it is infinite or NaN.
        try (NDArray sum = Workspace.array(() -> array.sub(array).sum().toType(DataType.FLOAT64, false))) {
            return sum.getDouble() == 0;
        }
    }

    static void copy(NDArray from, NDArray to) {
        try (NDArray converted =
                Workspace.array(() -> from.toDevice(to.getDevice(), true).toType(to.getDataType(), false))) {
            to.set(new NDIndex("..."), converted);
        }
    }

    private static Set<String> living(Map<String, NDArray> stateDict) {
        return stateDict.keySet().stream()
                .filter(name -> !DEAD.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long shape(Map<String, NDArray> stateDict, String name, int axis) {
        NDArray weight = stateDict.get(name);
        if (weight == null || weight.getShape().dimension() != 2) {
            throw new IllegalArgumentException(
                    "these weights have no matrix " + name + "; they have " + few(new TreeSet<>(stateDict.keySet()))
                            + ". Give a flow's state dict by the reference code's names");
        }
        return weight.getShape().get(axis);
    }

    private static String few(Set<String> names) {
        return names.stream().limit(4).collect(Collectors.joining(", ", "[", names.size() > 4 ? ", ...]" : "]"));
    }
}
