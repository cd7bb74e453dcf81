package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.differnet.features.Backbone;

/**
 * No network at all: the pixels of a small view are its features, from -1 (black) to 1 (white). For methods that learn on
 * pixels, and to see what features are good for.
 *
 * @param side of the view in pixels, 8 to 128
 * @param colour three channels, all red values first, then green, then blue; else one, the luminance of ITU-R BT.601
 */
public record Pixels(int side, boolean colour) implements Backbone {

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
    private static final float[] LUMINANCE = {0.299f, 0.587f, 0.114f};

    public Pixels {
        if (side < 8 || side > 128) {
            throw new IllegalArgumentException("side is " + side + " pixels; allowed are 8 to 128, and 32 is usual");
        }
    }

    /** Views in colour. */
    public static Pixels at(int side) {
        return new Pixels(side, true);
    }

    /** The same without colour. */
    public Pixels grey() {
        return new Pixels(side, false);
    }

    /** Numbers of a pixel: 3 or 1. */
    public int channels() {
        return colour ? 3 : 1;
    }

    @Override
    public String name() {
        return (colour ? "pixels of " : "grey pixels of ") + side + " x " + side;
    }

    @Override
    public int dimension() {
        return channels() * side * side;
    }

    @Override
    public List<Integer> scales() {
        return List.of(side);
    }

    @Override
    public String weightsHash() {
        return "none";
    }

    @Override
    public NDArray forward(NDArray views) {
        NDManager step = views.getManager();
        float[] slope = new float[3];
        float[] offset = new float[3];
        for (int c = 0; c < 3; c++) {
            slope[c] = 2 * DEVIATION[c];
            offset[c] = 2 * MEAN[c] - 1;
        }
        NDArray pixels = views.mul(perChannel(step, slope)).add(perChannel(step, offset));
        NDArray kept = colour ? pixels : pixels.mul(perChannel(step, LUMINANCE)).sum(new int[] {1});
        return kept.reshape(views.getShape().get(0), dimension());
    }

    private static NDArray perChannel(NDManager manager, float[] values) {
        return manager.create(values, new Shape(1, 3, 1, 1));
    }
}
