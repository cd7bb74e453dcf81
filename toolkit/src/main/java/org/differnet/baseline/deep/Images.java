package org.differnet.baseline.deep;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.differnet.features.Backbone;
import org.differnet.features.FeaturePool;
import org.differnet.features.backbone.Pixels;

/**
 * Views whose features are their pixels, as images.
 *
 * @param pixels what the features are
 * @param rows float32 values from -1 to 1, view by view
 */
public record Images(Pixels pixels, float[] rows) {

    /**
     * The views of a pool.
     *
     * @param method for messages
     * @throws IllegalArgumentException if the backbone is not {@link Pixels} of a side that the method can have
     */
    public static Images of(String method, Backbone backbone, FeaturePool pool) {
        Images images = new Images(pixels(method, backbone), pool.values());
        if (images.count() < 2) {
            throw new IllegalArgumentException(
                    method
                            + " cannot be learnt from one view of one image, beside the images held out; give more images or more views");
        }
        return images;
    }

    /**
     * What a method sees.
     *
     * @param method for messages
     * @throws IllegalArgumentException if the backbone is not {@link Pixels} of a side that the method can have
     */
    public static Pixels pixels(String method, Backbone backbone) {
        if (!(backbone instanceof Pixels pixels) || pixels.side() != 32 && pixels.side() != 64) {
            throw new IllegalArgumentException(method + " learns from pixels and was given " + backbone.name()
                    + "; set Options.withBackbone(Backbone.pixels(32)) or 64");
        }
        return pixels;
    }

    /** How many there are. */
    public int count() {
        return rows.length / pixels.dimension();
    }

    /** Some of them, (n, channels, side, side), owned by the manager. */
    public NDArray batch(NDManager manager, int... which) {
        int d = pixels.dimension();
        float[] values = new float[which.length * d];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(rows, which[i] * d, values, i * d, d);
        }
        return copied(manager, values, shape(pixels, which.length));
    }

    /** The numbers from one place to another, in slices that a worker can hold. */
    public static int[] range(int from, int to) {
        int[] numbers = new int[to - from];
        Arrays.setAll(numbers, i -> from + i);
        return numbers;
    }

    /** The shape of n images. */
    public static Shape shape(Pixels pixels, long n) {
        return new Shape(n, pixels.channels(), pixels.side(), pixels.side());
    }

    /** A copy in the engine's own memory, which Java's collector does not touch. */
    public static NDArray copied(NDManager manager, float[] values, Shape shape) {
        try (NDArray borrowed = manager.create(values, shape)) {
            return borrowed.duplicate();
        }
    }
}
