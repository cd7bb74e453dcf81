package org.differnet.data.synthetic;

/**
 * Gradient noise on the plane (Perlin: Improving Noise, SIGGRAPH 2002), the same bits on every machine.
 *
 * <p>Values lie in about (-1, 1), have mean 0 and vary over a distance of about 1.
 */
final class Noise {

    private static final float HALF_ROOT = 0.70710678f;

    private final int seed;

    Noise(int seed) {
        this.seed = seed;
    }

    /** The noise at a point. */
    float at(float x, float y) {
        int column = floor(x);
        int row = floor(y);
        float u = x - column;
        float v = y - row;
        float right = fade(u);
        float top = gradient(column, row, u, v);
        top += right * (gradient(column + 1, row, u - 1, v) - top);
        float bottom = gradient(column, row + 1, u, v - 1);
        bottom += right * (gradient(column + 1, row + 1, u - 1, v - 1) - bottom);
        return 1.5f * (top + fade(v) * (bottom - top));
    }

    /** Several octaves of noise, each twice as fine and half as strong as the one before it. */
    float fractal(float x, float y, int octaves) {
        float sum = 0;
        float amplitude = 1;
        for (int octave = 0; octave < octaves; octave++) {
            sum += amplitude * at(x, y);
            x = 2 * x + 17.3f;
            y = 2 * y - 9.7f;
            amplitude *= 0.5f;
        }
        return sum;
    }

    /** A number in [0, 1) for a pair of integers, unrelated to that of any other pair. */
    float cell(int column, int row) {
        return (hash(column, row) >>> 8) * 0x1p-24f;
    }

    /** About normally distributed with mean 0 and standard deviation 1, unrelated from pair to pair. */
    float grain(int column, int row) {
        int bits = hash(column, row);
        int sum = (bits & 255) + (bits >>> 8 & 255) + (bits >>> 16 & 255) + (bits >>> 24);
        return (sum - 510) * (1 / 147.8f);
    }

    private float gradient(int column, int row, float u, float v) {
        return switch (hash(column, row) >>> 29) {
            case 0 -> u;
            case 1 -> -u;
            case 2 -> v;
            case 3 -> -v;
            case 4 -> HALF_ROOT * (u + v);
            case 5 -> HALF_ROOT * (u - v);
            case 6 -> HALF_ROOT * (v - u);
            default -> -HALF_ROOT * (u + v);
        };
    }

    private int hash(int column, int row) {
        int bits = seed ^ column * 0x9E3779B1 ^ row * 0x85EBCA77;
        bits = (bits ^ bits >>> 15) * 0x2C1B3C6D;
        bits = (bits ^ bits >>> 12) * 0x297A2D39;
        return bits ^ bits >>> 15;
    }

    private static int floor(float x) {
        int truncated = (int) x;
        return x < truncated ? truncated - 1 : truncated;
    }

    private static float fade(float t) {
        return t * t * t * (t * (6 * t - 15) + 10);
    }
}
