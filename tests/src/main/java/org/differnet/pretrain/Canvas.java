package org.differnet.pretrain;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Numbers over a square whose opposite edges meet, row by row: what textures are computed on. */
final class Canvas {

    /** Side in pixels, a power of two. */
    static final int SIZE = 256;

    static final int AREA = SIZE * SIZE;
    private static final int WRAP = SIZE - 1;

    private Canvas() {}

    /** The value between the four pixels around (x, y). */
    static float at(float[] values, float x, float y) {
        int column = floor(x);
        int row = floor(y);
        float right = x - column;
        int left = column & WRAP;
        int next = column + 1 & WRAP;
        int top = (row & WRAP) * SIZE;
        int bottom = (row + 1 & WRAP) * SIZE;
        float upper = values[top + left] + right * (values[top + next] - values[top + left]);
        float lower = values[bottom + left] + right * (values[bottom + next] - values[bottom + left]);
        return upper + (y - row) * (lower - upper);
    }

    /** Adds the three values between the four pixels around (x, y) to those at i of planes of so many pixels. */
    static void add(float[] rgb, float x, float y, float[] sum, int i, int area) {
        int column = floor(x);
        int row = floor(y);
        float right = x - column;
        float below = y - row;
        int left = column & WRAP;
        int next = column + 1 & WRAP;
        int top = (row & WRAP) * SIZE;
        int bottom = (row + 1 & WRAP) * SIZE;
        for (int c = 0; c < 3; c++, top += AREA, bottom += AREA) {
            float upper = rgb[top + left] + right * (rgb[top + next] - rgb[top + left]);
            float lower = rgb[bottom + left] + right * (rgb[bottom + next] - rgb[bottom + left]);
            sum[c * area + i] += upper + below * (lower - upper);
        }
    }

    private static int floor(float x) {
        int truncated = (int) x;
        return x < truncated ? truncated - 1 : truncated;
    }

    /** Smooth noise with so many cells across and down. */
    static float[] noise(SplittableRandom random, int across, int down) {
        float[] grid = new float[across * down];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = (float) (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2;
        }
        int[] cell = new int[SIZE];
        float[] part = new float[SIZE];
        for (int x = 0; x < SIZE; x++) {
            float place = (float) x * across / SIZE;
            cell[x] = (int) place;
            part[x] = smooth(place - cell[x]);
        }
        float[] values = new float[AREA];
        float[] row = new float[across + 1];
        for (int y = 0; y < SIZE; y++) {
            float place = (float) y * down / SIZE;
            int top = (int) place;
            float below = smooth(place - top);
            int next = (top + 1) % down;
            for (int i = 0; i <= across; i++) {
                float upper = grid[top * across + i % across];
                row[i] = upper + below * (grid[next * across + i % across] - upper);
            }
            for (int x = 0; x < SIZE; x++) {
                float left = row[cell[x]];
                values[y * SIZE + x] = left + part[x] * (row[cell[x] + 1] - left);
            }
        }
        return values;
    }

    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }

    /** Brings values to mean 0 and standard deviation 1, in place. */
    static float[] standardised(float[] values) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / values.length;
        double deviation = Math.sqrt(Math.max(1e-8, squares / values.length - mean * mean));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((values[i] - mean) / deviation);
        }
        return values;
    }

    /** What is painted, RGB: planes of 0 to 1. */
    static float[] painted(Color ground, Consumer<Graphics2D> painter) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(ground);
        graphics.fillRect(0, 0, SIZE, SIZE);
        painter.accept(graphics);
        graphics.dispose();
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        float[] rgb = new float[3 * AREA];
        for (int i = 0; i < AREA; i++) {
            rgb[i] = (pixels[i] >> 16 & 255) / 255f;
            rgb[AREA + i] = (pixels[i] >> 8 & 255) / 255f;
            rgb[2 * AREA + i] = (pixels[i] & 255) / 255f;
        }
        return rgb;
    }

    /** Fills a shape, and where it leaves the square, what of it enters at the opposite edge. */
    static void fill(Graphics2D graphics, Shape shape) {
        Rectangle2D bounds = shape.getBounds2D();
        for (int dy = -SIZE; dy <= SIZE; dy += SIZE) {
            for (int dx = -SIZE; dx <= SIZE; dx += SIZE) {
                if (bounds.intersects(-dx, -dy, SIZE, SIZE)) {
                    graphics.fill(AffineTransform.getTranslateInstance(dx, dy).createTransformedShape(shape));
                }
            }
        }
    }
}
