package org.differnet.features;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Locale;
import org.differnet.engine.Torch;
import org.differnet.engine.TorchScript;

/**
 * The directions in which features vary most (principal component analysis): for looking at them on a plane.
 *
 * <p>Example: <pre>{@code
 * var pca = PrincipalComponents.of(pool.values(), 768, 2);
 * double[][] plane = pca.project(pool.values());    // plane[0] the x, plane[1] the y of every row
 * }</pre>
 *
 * <p>Components are sorted by variance, greatest first; the sign of each is chosen so that its largest entry is positive.
 *
 * <p>Reference: Jolliffe, Principal Component Analysis, 2002.
 */
public final class PrincipalComponents {

    private final double[] mean;
    private final double[][] axes;
    private final double[] shares;

    private PrincipalComponents(double[] mean, double[][] axes, double[] shares) {
        this.mean = mean;
        this.axes = axes;
        this.shares = shares;
    }

    /**
     * Finds the components.
     *
     * @param rows (n, d) row by row, n at least 2
     * @param dimension d
     * @param count how many components, 1 to d
     */
    public static PrincipalComponents of(float[] rows, int dimension, int count) {
        int n = rows.length / dimension;
        if (n < 2 || n * dimension != rows.length) {
            throw new IllegalArgumentException(
                    rows.length + " values are not two or more rows of " + dimension + "; give whole rows");
        }
        if (count < 1 || count > dimension) {
            throw new IllegalArgumentException(
                    count + " components of " + dimension + " dimensions; give 1 to " + dimension);
        }
        try (NDManager manager = Torch.newManager(Device.cpu());
                TorchScript script = TorchScript.load(manager, PrincipalComponents.class, "components.torchscript")) {
            NDArray x = new FeaturePool(n, 1, dimension, rows).toNDArray(manager);
            double[] found = script.call(manager, "components", x).toDoubleArray();
            double[] mean = row(found, 0, dimension);
            double[] variances = row(found, 1, dimension);
            double total = 0;
            for (double variance : variances) {
                total += variance;
            }
            double[][] axes = new double[count][];
            double[] shares = new double[count];
            for (int k = 0; k < count; k++) {
                axes[k] = row(found, 2 + k, dimension);
                shares[k] = total > 0 ? variances[k] / total : 0;
            }
            return new PrincipalComponents(mean, axes, shares);
        }
    }

    private static double[] row(double[] values, int row, int length) {
        double[] copy = new double[length];
        System.arraycopy(values, row * length, copy, 0, length);
        return copy;
    }

    /**
     * Where rows lie along the components, counted from the mean of the rows that these were found on.
     *
     * @param rows (n, d) row by row
     * @return for each component the n coordinates
     */
    public double[][] project(float[] rows) {
        int d = mean.length;
        if (rows.length % d != 0) {
            throw new IllegalArgumentException(rows.length + " values are no rows of " + d + "; give whole rows");
        }
        double[][] projected = new double[axes.length][rows.length / d];
        for (int k = 0; k < axes.length; k++) {
            for (int row = 0; row < projected[k].length; row++) {
                double sum = 0;
                for (int i = 0; i < d; i++) {
                    sum += axes[k][i] * (rows[row * d + i] - mean[i]);
                }
                projected[k][row] = sum;
            }
        }
        return projected;
    }

    /** The share of all variance that lies along a component, from 0, the first; 0 to 1. */
    public double share(int component) {
        return shares[component];
    }

    /** One line, such as "2 principal components of 768 dimensions: 31.2 %, 12.0 % of the variance". */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(axes.length + " principal components of " + mean.length + " dimensions: ");
        for (int k = 0; k < shares.length; k++) {
            text.append(String.format(Locale.ROOT, k == 0 ? "%.1f %%" : ", %.1f %%", 100 * shares[k]));
        }
        return text + " of the variance";
    }
}
