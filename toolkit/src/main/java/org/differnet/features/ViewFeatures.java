package org.differnet.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.view.Framing;
import org.differnet.view.View;
import org.differnet.view.ViewRenderer;

/** From an image to the features of its views, a bounded number of views at a time. */
public final class ViewFeatures implements AutoCloseable {

    private static final int VIEWS_AT_ONCE = 8;

    /** A quarter of the view's side, the paper's smallest scale, is what an image has to have. */
    private static final int MOST_ENLARGED = 4;

    /** A line of a few pixels would become stripes that fill the view. */
    private static final int MOST_STRETCHED = 28;

    private final FeatureExtractor extractor;
    private final ViewRenderer renderer;

    /** Kept reachable: what it closes when it is forgotten is in use here. */
    private final Object holder;

    /**
     * @param parent decides the device
     * @param extractor closed together with this
     */
    public ViewFeatures(NDManager parent, FeatureExtractor extractor, Framing framing) {
        this.extractor = extractor;
        this.renderer = new ViewRenderer(parent, extractor.viewSize(), framing);
        this.holder = null;
    }

    private ViewFeatures(ViewFeatures original, Object holder) {
        this.extractor = original.extractor;
        this.renderer = original.renderer;
        this.holder = holder;
    }

    /**
     * Of images that are {@link Framing#STRETCHED}.
     *
     * @param parent decides the device
     * @param extractor closed together with this
     */
    public ViewFeatures(NDManager parent, FeatureExtractor extractor) {
        this(parent, extractor, Framing.STRETCHED);
    }

    /** The same, keeping the owner of their memory from being forgotten as long as they are not. */
    public ViewFeatures heldBy(Object owner) {
        return new ViewFeatures(this, owner);
    }

    /** What turns views into features. */
    public FeatureExtractor extractor() {
        return extractor;
    }

    /** What turns an image into views. */
    public ViewRenderer renderer() {
        return renderer;
    }

    /**
     * Features of the views of one image.
     *
     * @param owner owns the result
     * @return float32 (views, dimension)
     * @throws IllegalArgumentException if the image has fewer pixels than a view of a quarter of the size, a side shorter than
     *     1/28 of the view's, or a feature is not finite; the message names the sample
     * @throws CancellationException if the thread is interrupted
     */
    public NDArray of(NDManager owner, Sample sample, List<View> views) {
        try (NDManager step = owner.newSubManager()) {
            return of(owner, square(step, sample), sample.name(), views);
        }
    }

    /**
     * Features of views of an image that has been resized.
     *
     * @param owner owns the result
     * @param square the image, see {@link #square}
     * @param name what messages call it
     * @return float32 (views, dimension), the rows of a multiple of 8 views with the bits that they have among more views
     * @throws IllegalArgumentException if a feature is not finite
     * @throws CancellationException if the thread is interrupted
     */
    public NDArray of(NDManager owner, NDArray square, String name, List<View> views) {
        try (NDManager step = owner.newSubManager()) {
            NDArray[] parts = new NDArray[(views.size() + VIEWS_AT_ONCE - 1) / VIEWS_AT_ONCE];
            Cores.forEach(
                    parts.length,
                    i -> {
                        int from = i * VIEWS_AT_ONCE;
                        List<View> some = views.subList(from, Math.min(views.size(), from + VIEWS_AT_ONCE));
                        try (NDArray rendered = renderer.render(step, square, some)) {
                            parts[i] = extractor.extract(rendered);
                        }
                    },
                    done -> {});
            NDArray features = NDArrays.concat(new NDList(parts));
            try (NDArray sum = features.sum()) {
                if (!Float.isFinite(sum.getFloat())) {
                    throw new IllegalArgumentException("the features of " + name
                            + " are not finite; check the image and the weights of " + extractor.describe());
                }
            }
            features.attach(owner);
            return features;
        }
    }

    /**
     * The last maps of one view of an image, in the order of the features: feature i is the mean of map i.
     *
     * @param parent decides the device
     * @throws IllegalArgumentException if the image has fewer pixels than a view of a quarter of the size or a side shorter
     *     than 1/28 of the view's
     */
    public List<FeatureMap> maps(NDManager parent, Sample sample, View view) {
        try (NDManager step = parent.newSubManager()) {
            NDArray rendered = renderer.render(step, square(step, sample), List.of(view));
            float[] positions = extractor.positions(rendered).toFloatArray();
            return FeatureMap.split(positions, extractor);
        }
    }

    /**
     * Features of the views of one image, as plain numbers.
     *
     * @param parent decides the device
     * @return (views, dimension) row by row
     * @throws IllegalArgumentException as {@link #of}
     * @throws CancellationException if the thread is interrupted
     */
    public float[] values(NDManager parent, Sample sample, List<View> views) {
        try (NDManager step = parent.newSubManager()) {
            return of(step, sample, views).toFloatArray();
        }
    }

    /**
     * The image of a sample, resized.
     *
     * @param owner owns the result
     * @return uint8 (c, s, s), see {@link ViewRenderer#square}
     * @throws IllegalArgumentException if the image has fewer pixels than a view of a quarter of the size or a side shorter
     *     than 1/28 of the view's
     */
    public NDArray square(NDManager owner, Sample sample) {
        BufferedImage image = sample.image();
        int side = extractor.viewSize() / MOST_ENLARGED;
        // By area: some magnetic tiles are narrower than this and are good images all the same.
        if ((long) image.getWidth() * image.getHeight() < (long) side * side) {
            throw new IllegalArgumentException(sample.name() + " has " + image.getWidth() + " x " + image.getHeight()
                    + " pixels, fewer than the " + side + " x " + side + " that views of " + extractor.viewSize()
                    + " pixels need. Take a larger picture or leave it out");
        }
        int shortest = Math.min(image.getWidth(), image.getHeight());
        int fewest = extractor.viewSize() / MOST_STRETCHED;
        if (shortest < fewest) {
            throw new IllegalArgumentException(sample.name() + " has " + image.getWidth() + " x " + image.getHeight()
                    + " pixels; its shorter side needs " + fewest + " or more. Take a larger picture or leave it out");
        }
        return renderer.square(owner, image);
    }

    @Override
    public void close() {
        renderer.close();
        extractor.close();
    }
}
