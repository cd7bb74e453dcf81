package org.differnet.view;

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

    /** Where an image of this many pixels lies. */
    public Place place(int width, int height) {
        if (this == STRETCHED) {
            return new Place(0, 0, 1, 1);
        }
        double side = Math.max(width, height);
        return new Place(before(width, height) / side, before(height, width) / side, width / side, height / side);
    }

    /** The image with what lies beside it in the square, not yet resized, from and to channels x height x width. */
    byte[] squared(byte[] planar, int width, int height) {
        int side = Math.max(width, height);
        int left = before(width, height);
        int top = before(height, width);
        byte[] square = new byte[planar.length / (width * height) * side * side];
        for (int i = 0; i < square.length; i++) {
            int row = i / side % side;
            int channel = i / (side * side);
            int from = channel * height + mirrored(row - top, height);
            square[i] = planar[from * width + mirrored(i % side - left, width)];
        }
        return square;
    }

    private static int before(int length, int other) {
        return Math.max(0, other - length) / 2;
    }

    private static int mirrored(int i, int length) {
        int there = Math.floorMod(i, 2 * length);
        return Math.min(there, 2 * length - 1 - there);
    }
}
