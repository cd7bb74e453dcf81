package org.differnet.localize;

/** Maps between their pixels. */
final class Bilinear {

    private Bilinear() {}

    /**
     * The value at a place, interpolated; beyond the middle of the outermost pixels it is theirs.
     *
     * @param map size x size, row by row
     * @param x from 0, the left rim, to 1
     * @param y from 0, the upper rim, to 1
     */
    static double at(float[] map, int size, double x, double y) {
        double column = Math.max(0, Math.min(size - 1.000001, x * size - 0.5));
        double row = Math.max(0, Math.min(size - 1.000001, y * size - 0.5));
        int c = (int) column;
        int r = (int) row;
        double fx = column - c;
        double fy = row - r;
        int i = r * size + c;
        double top = map[i] + fx * (map[i + 1] - map[i]);
        double bottom = map[i + size] + fx * (map[i + size + 1] - map[i + size]);
        return top + fy * (bottom - top);
    }
}
