package org.differnet.view;

import java.util.stream.IntStream;

/** How an image becomes the square that views show, and what lies beyond its rims. */
public enum Framing {

    /** The image is squeezed into the square whatever its aspect ratio; corners that a rotation leaves empty are black. */
    STRETCHED,

    /**
     * The image keeps its aspect ratio, in the middle of the square. Beyond its rims it goes on as its mirror image, in the
     * square as in the corners, so that no view has an edge that the image has not.
     */
    MIRRORED;

    /**
     * Where the image lies in the square.
     *
     * @param x its left rim, in sides of the square from the left
     * @param y its upper rim, from above
     * @param width in sides of the square
     * @param height in sides of the square
     */
    public record Place(double x, double y, double width, double height) {}

    /** Where an image of this many pixels lies; views show it there within half a pixel of theirs. */
    public Place place(int width, int height) {
        if (this == STRETCHED) {
            return new Place(0, 0, 1, 1);
        }
        double side = Math.max(width, height);
        return new Place(before(width, height) / side, before(height, width) / side, width / side, height / side);
    }

    /**
     * Pixels that an image takes along one axis of a square.
     *
     * @param length of the image along this axis
     * @param other its length along the other axis
     * @param size of the square in pixels
     */
    int resized(int length, int other, int size) {
        if (this == STRETCHED || length >= other) {
            return size;
        }
        return Math.max(1, (int) Math.round((double) size * length / other));
    }

    /**
     * Which pixel of the resized image each pixel of the square shows along one axis: the image lies in the middle and is
     * mirrored at its rims, again and again.
     *
     * @param resized pixels of the resized image along this axis
     * @param size of the square in pixels
     */
    static long[] mirrored(int resized, int size) {
        int before = (size - resized) / 2;
        return IntStream.range(0, size)
                .map(i -> Math.floorMod(i - before, 2 * resized))
                .mapToLong(i -> Math.min(i, 2 * resized - 1 - i))
                .toArray();
    }

    private static int before(int length, int other) {
        return Math.max(0, other - length) / 2;
    }
}
