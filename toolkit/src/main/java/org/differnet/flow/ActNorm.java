package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Activation normalisation: z = exp(s) y + t with s and t of each dimension learned. A training that begins sets them so
 * that its first batch has mean 0 and deviation 1 in each dimension, or less where a dimension varies less than a tenth of
 * the mean; until then it changes nothing.
 *
 * <ul>
 *   <li>y, z: (n, d)
 *   <li>log det: (n), the sum of s
 * </ul>
 *
 * <p>Reference: Kingma, Dhariwal, Glow: Generative Flow with Invertible 1x1 Convolutions, NeurIPS 2018, section 3.1.
 */
public final class ActNorm implements Transform {

    /** Of the mean deviation: what hardly varies in the first batch may vary later, and would fill the whole likelihood. */
    private static final double LEAST_SHARE = 0.1;

    private final NDArray logScale;
    private final NDArray shift;

    ActNorm(Setup setup) {
        logScale = setup.zeros(setup.dimension());
        shift = setup.zeros(setup.dimension());
    }

    @Override
    public Transformed forward(NDArray y) {
        return Workspace.transformed(() -> {
            NDArray logDet = y.getManager().zeros(new Shape(y.getShape().get(0)));
            return new Transformed(y.mul(logScale.exp()).add(shift), logDet.add(logScale.sum()));
        });
    }

    @Override
    public NDArray inverse(NDArray z) {
        return Workspace.array(() -> z.sub(shift).div(logScale.exp()));
    }

    @Override
    public Map<String, NDArray> parameters() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put("logScale", logScale);
        all.put("shift", shift);
        return all;
    }

    /** Sets mean and deviation of each dimension from these rows, unless something has been learned already. */
    @Override
    public void begin(NDArray y) {
        int d = dimension();
        float[] scales = new float[d];
        float[] shifts = new float[d];
        if (!Arrays.equals(scales, logScale.toFloatArray()) || !Arrays.equals(shifts, shift.toFloatArray())) {
            return;
        }
        float[] rows = y.toFloatArray();
        int n = rows.length / d;
        double[] means = new double[d];
        double[] deviations = new double[d];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < n; i++) {
                means[j] += rows[i * d + j] / (double) n;
            }
            for (int i = 0; i < n; i++) {
                deviations[j] += (rows[i * d + j] - means[j]) * (rows[i * d + j] - means[j]) / n;
            }
            deviations[j] = Math.sqrt(deviations[j]);
        }
        double least = LEAST_SHARE * Arrays.stream(deviations).average().orElse(0);
        for (int j = 0; j < d; j++) {
            double deviation = least > 0 ? Math.max(least, deviations[j]) : 1;
            scales[j] = (float) -Math.log(deviation);
            shifts[j] = (float) (-means[j] / deviation);
        }
        logScale.set(scales);
        shift.set(shifts);
    }

    @Override
    public int dimension() {
        return (int) logScale.getShape().get(0);
    }

    @Override
    public String toString() {
        return "ActNorm(" + dimension() + ")";
    }
}
