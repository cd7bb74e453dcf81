package org.differnet.score;

import java.util.Arrays;

/**
 * The latents of several images, each the mean over its views.
 *
 * @param values images x dimension, row by row; at least one image
 * @param dimension d, the length of a row
 */
public record MeanLatents(float[] values, int dimension) {

    public MeanLatents {
        if (dimension < 1 || values.length == 0 || values.length % dimension != 0) {
            throw new IllegalArgumentException(
                    values.length + " numbers are no mean latents of length " + dimension + " of at least one image");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "latent " + i + " to compare with is " + values[i] + "; latents must be finite numbers");
            }
        }
    }

    /** How many images. */
    public int images() {
        return values.length / dimension;
    }

    /**
     * The mean latent of one image.
     *
     * @param z of its views, views x d, row by row
     * @return of length d
     */
    public static float[] of(float[] z, int dimension) {
        double[] sum = new double[dimension];
        for (int i = 0; i < z.length; i++) {
            sum[i % dimension] += z[i];
        }
        int views = z.length / dimension;
        float[] mean = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            mean[j] = (float) (sum[j] / views);
        }
        return mean;
    }

    /**
     * |m - n|^2 / d between the mean latent m of an image and the nearest one here, n.
     *
     * @param z of its views, views x d, row by row
     */
    public double nearest(float[] z) {
        float[] mean = of(z, dimension);
        double least = Double.POSITIVE_INFINITY;
        for (int from = 0; from < values.length; from += dimension) {
            double sum = 0;
            for (int j = 0; j < dimension && sum < least; j++) {
                double difference = (double) mean[j] - values[from + j];
                sum += difference * difference;
            }
            least = Math.min(least, sum);
        }
        return least / dimension;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeanLatents that && dimension == that.dimension && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "mean latents of " + images() + " images, " + dimension + " each";
    }
}
