package org.differnet.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.features.cache.FeatureSource;
import org.differnet.view.View;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * The features of several views of each of many images, computed once.
 *
 * @param images how many images
 * @param viewsPerImage views of each
 * @param dimension features per view
 * @param values finite, row by row, the views of one image one after the other: images x viewsPerImage x dimension
 */
public record FeaturePool(int images, int viewsPerImage, int dimension, float[] values) {

    /** What an array of Java's can have: about 43,000 images in 64 views of AlexNet. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    /** Numbers that are handed to the engine at once; it cannot take 2^29 or more. */
    private static final int SLICE = 1 << 24;

    public FeaturePool {
        if (images < 1 || viewsPerImage < 1 || values.length != (long) images * viewsPerImage * dimension) {
            throw new IllegalArgumentException("a pool of " + images + " images with " + viewsPerImage + " views of "
                    + dimension + " features cannot have " + values.length + " values");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                int row = i / dimension;
                throw new IllegalArgumentException("feature " + i % dimension + " of view " + row % viewsPerImage
                        + " of image " + row / viewsPerImage + " is " + values[i] + "; features have to be finite");
            }
        }
    }

    /** {@link #compute(FeatureSource, int, List, IntFunction, String, ProgressListener, ReadErrors)} of samples that all can be read. */
    public static FeaturePool compute(
            FeatureSource source,
            int dimension,
            List<Sample> samples,
            IntFunction<List<View>> views,
            String task,
            ProgressListener listener) {
        return compute(source, dimension, samples, views, task, listener, ReadErrors.refused());
    }

    /**
     * Collects the features of views of each sample, several samples at once.
     *
     * @param dimension features per view
     * @param views the views of each image, by its place in {@code samples}; as many for each
     * @param task what the listener is told that is being done
     * @param errors hears of samples that cannot be read, which the pool then lacks
     * @throws IllegalArgumentException if the pool would have more numbers than an array can, or the source gives others
     *     than it should
     * @throws CancellationException if the thread is interrupted
     */
    public static FeaturePool compute(
            FeatureSource source,
            int dimension,
            List<Sample> samples,
            IntFunction<List<View>> views,
            String task,
            ProgressListener listener,
            ReadErrors errors) {
        int viewsPerImage = views.apply(0).size();
        int perImage = Math.multiplyExact(viewsPerImage, dimension);
        if ((long) samples.size() * perImage > MOST_VALUES) {
            throw new IllegalArgumentException("a pool of " + samples.size() + " images with " + viewsPerImage
                    + " views of " + dimension + " features has " + (long) samples.size() * perImage
                    + " numbers, more than " + MOST_VALUES + "; take at most "
                    + MOST_VALUES / ((long) samples.size() * dimension)
                    + " views of each image, fresh views, or a sample of the images");
        }
        float[] values = new float[samples.size() * perImage];
        long start = System.nanoTime();
        try {
            Cores.forEach(
                    samples.size(),
                    i -> errors.attempt(i, () -> {
                        float[] rows = source.of(samples.get(i), views.apply(i));
                        if (rows.length != perImage) {
                            throw new IllegalArgumentException(samples.get(i).name() + " has " + rows.length
                                    + " features, expected " + viewsPerImage + " views x " + dimension);
                        }
                        System.arraycopy(rows, 0, values, i * perImage, perImage);
                    }),
                    done -> listener.on(new Progress(
                            task, done, samples.size(), Double.NaN, Duration.ofNanos(System.nanoTime() - start))));
        } finally {
            listener.end(task);
        }
        int read = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (!errors.at(i)) {
                System.arraycopy(values, i * perImage, values, read * perImage, perImage);
                read++;
            }
        }
        float[] known = read == samples.size() ? values : Arrays.copyOf(values, read * perImage);
        return new FeaturePool(read, viewsPerImage, dimension, known);
    }

    /** The features of the views of one image, (viewsPerImage, dimension) row by row. */
    public float[] of(int image) {
        int length = viewsPerImage * dimension;
        return Arrays.copyOfRange(values, image * length, (image + 1) * length);
    }

    /**
     * The features of some of the images.
     *
     * @param chosen their places, 0 to {@code images - 1}, at least one
     */
    public FeaturePool only(int... chosen) {
        int length = viewsPerImage * dimension;
        float[] some = new float[chosen.length * length];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * length, some, i * length, length);
        }
        return new FeaturePool(chosen.length, viewsPerImage, dimension, some);
    }

    /**
     * All features on a device.
     *
     * @param owner owns the result, decides the device
     * @return float32 (images x viewsPerImage, dimension)
     */
    public NDArray toNDArray(NDManager owner) {
        return toNDArray(owner, SLICE);
    }

    NDArray toNDArray(NDManager owner, int slice) {
        int rows = images * viewsPerImage;
        int atOnce = Math.max(1, slice / dimension);
        NDArray all = owner.create(new Shape(rows, dimension));
        for (int from = 0; from < rows; from += atOnce) {
            int to = Math.min(rows, from + atOnce);
            FloatBuffer part = FloatBuffer.wrap(values, from * dimension, (to - from) * dimension);
            try (NDArray some = owner.create(part, new Shape(to - from, dimension), DataType.FLOAT32)) {
                all.set(new NDIndex("{}:{}", from, to), some);
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return "features of " + images + " images x " + viewsPerImage + " views x " + dimension;
    }
}
