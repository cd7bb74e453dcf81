package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Frees the arrays that a formula makes on its way to the result.
 *
 * <p>While gradients are recorded the engine keeps what the backward pass needs, so freeing is right there, too.
 */
final class Workspace {

    private Workspace() {}

    /** Computes a new array; every other array made on this thread in the meantime is closed. */
    static NDArray array(Supplier<NDArray> formula) {
        return run(formula, List::of);
    }

    /** Computes a transform's new results; every other array made on this thread in the meantime is closed. */
    static Transformed transformed(Supplier<Transformed> formula) {
        return run(formula, result -> List.of(result.z(), result.logDet()));
    }

    /** Computes plain values; every array made on this thread in the meantime is closed. */
    static <T> T plain(Supplier<T> work) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return work.get();
        }
    }

    private static <T> T run(Supplier<T> formula, Function<T, List<NDArray>> arrays) {
        T result;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            result = formula.get();
            arrays.apply(result).forEach(NDScope::unregister);
        }
        // From here on they belong to the workspace around this one.
        arrays.apply(result).forEach(NDScope::register);
        return result;
    }
}
