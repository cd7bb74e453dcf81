package org.differnet.localize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Pixels that hang together, at their sides or corners.
 *
 * @param pixels their places, row by row: y x width of the image + x
 * @param x left end of the bounding box
 * @param y upper end of the bounding box
 * @param width of the bounding box
 * @param height of the bounding box
 */
public record Region(int[] pixels, int x, int y, int width, int height) {

    /** The regions of the pixels that are marked, largest first. */
    public static List<Region> of(int width, int height, IntPredicate marked) {
        boolean[] open = new boolean[width * height];
        for (int i = 0; i < open.length; i++) {
            open[i] = marked.test(i);
        }
        List<Region> regions = new ArrayList<>();
        int[] found = new int[open.length];
        for (int i = 0; i < open.length; i++) {
            if (open[i]) {
                regions.add(grown(i, width, height, open, found));
            }
        }
        regions.sort(Comparator.comparingInt((Region region) -> -region.pixels.length));
        return regions;
    }

    private static Region grown(int seed, int width, int height, boolean[] open, int[] found) {
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        int count = 1;
        found[0] = seed;
        open[seed] = false;
        for (int done = 0; done < count; done++) {
            int x = found[done] % width;
            int y = found[done] / width;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
                for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
                    int neighbour = v * width + u;
                    if (open[neighbour]) {
                        open[neighbour] = false;
                        found[count++] = neighbour;
                    }
                }
            }
        }
        return new Region(Arrays.copyOf(found, count), left, top, right - left + 1, bottom - top + 1);
    }
}
