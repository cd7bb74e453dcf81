package org.differnet.features;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
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
 * @param values row by row, the views of one image one after the other: images x viewsPerImage x dimension
 */
public record FeaturePool(int images, int viewsPerImage, int dimension, float[] values) {

    /** What an array of Java's can have: about 43,000 images in 64 views of AlexNet. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    public FeaturePool {
        if (images < 1 || viewsPerImage < 1 || values.length != (long) images * viewsPerImage * dimension) {
            throw new IllegalArgumentException("a pool of " + images + " images with " + viewsPerImage + " views of "
                    + dimension + " features cannot have " + values.length + " values");
        }
    }

    /**
     * Collects the features of views of each sample, several samples at once.
     *
     * @param dimension features per view
     * @param views the views of each image, by its place in {@code samples}; as many for each
     * @param task what the listener is told that is being done
     * @throws IllegalArgumentException if the pool would have more numbers than an array can
     * @throws CancellationException if the thread is interrupted
     */
    public static FeaturePool compute(
            FeatureSource source,
            int dimension,
            List<Sample> samples,
            IntFunction<List<View>> views,
            String task,
            ProgressListener listener) {
        int viewsPerImage = views.apply(0).size();
        int perImage = Math.multiplyExact(viewsPerImage, dimension);
        if ((long) samples.size() * perImage > MOST_VALUES) {
            throw new IllegalArgumentException("a pool of " + samples.size() + " images with " + viewsPerImage
                    + " views of " + dimension + " features has more than " + MOST_VALUES
                    + " numbers; take fewer views of each image, fresh views, or a sample of the images");
        }
        float[] values = new float[samples.size() * perImage];
        long start = System.nanoTime();
        Cores.forEach(
                samples.size(),
                i -> System.arraycopy(source.of(samples.get(i), views.apply(i)), 0, values, i * perImage, perImage),
                done -> listener.on(new Progress(
                        task, done, samples.size(), Double.NaN, Duration.ofNanos(System.nanoTime() - start))));
        return new FeaturePool(samples.size(), viewsPerImage, dimension, values);
    }

    /** The features of the views of one image, (viewsPerImage, dimension) row by row. */
    public float[] of(int image) {
        int length = viewsPerImage * dimension;
        return Arrays.copyOfRange(values, image * length, (image + 1) * length);
    }

    @Override
    public String toString() {
        return "features of " + images + " images x " + viewsPerImage + " views x " + dimension;
    }
}
