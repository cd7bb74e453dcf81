package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An invertible matrix, z = P L (U + diag(e^s)) y: P a fixed permutation, L lower triangular with ones on its diagonal, U
 * strictly upper triangular. Written so, the log determinant is a sum. Behind an {@link ActNorm} it makes a flow that is
 * just a Gaussian with any covariance.
 *
 * <ul>
 *   <li>y, z: (n, d)
 *   <li>log det: (n), the sum of s
 *   <li>parameters: "triangles" (d, d) holds L below its diagonal and U above, "logDiagonal" (d) is s; at first W = P
 * </ul>
 *
 * <p>Reference: Kingma, Dhariwal, Glow: Generative Flow with Invertible 1x1 Convolutions, NeurIPS 2018, eq. 11.
 */
public final class InvertibleLinear implements Transform {

    private final Permutation permutation;
    private final NDArray triangles;
    private final NDArray logDiagonal;
    private final NDArray below;
    private final NDArray above;
    private final NDArray diagonal;

    InvertibleLinear(long seed, Setup setup) {
        int d = setup.dimension();
        permutation = Permutation.random(d, seed, setup.manager());
        triangles = setup.zeros(d, d);
        logDiagonal = setup.zeros(d);
        float[] lower = new float[d * d];
        float[] upper = new float[d * d];
        float[] unit = new float[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                (i > j ? lower : i < j ? upper : unit)[i * d + j] = 1;
            }
        }
        below = setup.array(lower, d, d);
        above = setup.array(upper, d, d);
        diagonal = setup.array(unit, d, d);
    }

    @Override
    public Transformed forward(NDArray y) {
        return Workspace.transformed(() -> {
            NDArray logDet =
                    y.getManager().zeros(new Shape(y.getShape().get(0))).add(logDiagonal.sum());
            NDArray stretched = y.matMul(upper().transpose()).matMul(lower().transpose());
            return new Transformed(permutation.forward(stretched).z(), logDet);
        });
    }

    @Override
    public NDArray inverse(NDArray z) {
        return Workspace.array(() -> {
            NDArray matrix = lower().matMul(upper());
            return permutation.inverse(z).matMul(matrix.inverse().transpose());
        });
    }

    @Override
    public Map<String, NDArray> parameters() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put("triangles", triangles);
        all.put("logDiagonal", logDiagonal);
        return all;
    }

    @Override
    public int dimension() {
        return (int) logDiagonal.getShape().get(0);
    }

    @Override
    public String toString() {
        return "InvertibleLinear(" + dimension() + ")";
    }

    private NDArray lower() {
        return triangles.mul(below).add(diagonal);
    }

    private NDArray upper() {
        return triangles.mul(above).add(diagonal.mul(logDiagonal.exp()));
    }
}
