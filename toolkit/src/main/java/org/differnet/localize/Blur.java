package org.differnet.localize;

import java.util.function.IntUnaryOperator;

/** Gaussian weights up to four standard deviations. */
final class Blur {

    private static final int OUTSIDE = -1;

    private Blur() {}

    /**
     * The matrix, size x size, that blurs each column of a square map mirrored at its ends; its transpose blurs the rows.
     *
     * @param sigma standard deviation in pixels
     */
    static float[] mirrored(int size, double sigma) {
        return columns(size, sigma, place -> {
            int column = Math.floorMod(place, 2 * size);
            return column < size ? column : 2 * size - 1 - column;
        });
    }

    /** As {@link #mirrored} for a map of 0 beyond its ends, whose rim is half as bright. */
    static float[] within(int size, double sigma) {
        return columns(size, sigma, place -> place >= 0 && place < size ? place : OUTSIDE);
    }

    private static float[] columns(int size, double sigma, IntUnaryOperator source) {
        int radius = (int) (4 * sigma + 0.5);
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            weights[k + radius] = Math.exp(-0.5 * k * k / (sigma * sigma));
            sum += weights[k + radius];
        }
        float[] matrix = new float[size * size];
        for (int row = 0; row < size; row++) {
            for (int k = -radius; k <= radius; k++) {
                int column = source.applyAsInt(row + k);
                if (column != OUTSIDE) {
                    matrix[row * size + column] += (float) (weights[k + radius] / sum);
                }
            }
        }
        return matrix;
    }
}
