package org.differnet.localize;

/** Gaussian weights up to four standard deviations, mirrored at the ends. */
final class Blur {

    private Blur() {}

    /**
     * The matrix, size x size, that blurs each column of a square map; its transpose blurs the rows.
     *
     * @param sigma standard deviation in pixels
     */
    static float[] columns(int size, double sigma) {
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
                int column = Math.floorMod(row + k, 2 * size);
                column = column < size ? column : 2 * size - 1 - column;
                matrix[row * size + column] += (float) (weights[k + radius] / sum);
            }
        }
        return matrix;
    }
}
