package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;
import org.differnet.engine.Precision;
import org.differnet.engine.TorchScript;

/**
 * The one matrix product of a flow, x W' + b, in the precision of the moment.
 *
 * <p>In bfloat16 only the product is: weights, sums of gradients and everything outside the product stay float32.
 */
final class MatrixProduct implements AutoCloseable {

    private final NDManager manager;
    private TorchScript half;
    private Precision precision = Precision.FLOAT32;

    MatrixProduct(NDManager manager) {
        this.manager = manager;
    }

    void use(Precision chosen) {
        if (chosen == Precision.BFLOAT16 && half == null) {
            half = TorchScript.load(manager, MatrixProduct.class, "matrixproduct.py");
        }
        precision = chosen;
    }

    /** x (n, inputs), weight (outputs, inputs), bias (outputs) give (n, outputs). */
    NDArray apply(NDArray x, NDArray weight, NDArray bias) {
        return precision == Precision.FLOAT32
                ? Linear.linear(x, weight, bias).singletonOrThrow()
                : half.callWithGradient("bfloat16", x, weight, bias);
    }

    @Override
    public void close() {
        if (half != null) {
            half.close();
        }
    }
}
