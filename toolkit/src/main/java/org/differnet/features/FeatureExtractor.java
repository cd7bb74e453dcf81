package org.differnet.features;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.differnet.chart.Picture;

/** A {@link Backbone} that is ready to compute, with its weights on a device. Several threads may use it at once. */
public interface FeatureExtractor extends AutoCloseable {

    /** What is open, as it was found: opened again, it has the same weights or none. */
    Backbone backbone();

    /** Features per view, of all scales. */
    default int dimension() {
        return backbone().dimension() * backbone().scales().size();
    }

    /** Side of the views that {@link #extract} takes, in pixels. */
    default int viewSize() {
        return backbone().viewSize();
    }

    /** One line for results and model cards: network, weights and precision. */
    String describe();

    /** SHA-256 of the weights as they were given, in 64 hexadecimal digits; of one's own backbone what that says. */
    String weightsHash();

    /** What the weights were trained on. */
    TrainedOn trainedOn();

    /** The text of the code that computes, for telling it from other versions; empty where it is not known. */
    String code();

    /** What computes it elsewhere; empty where it is not written in TorchScript. */
    default Optional<ScriptedNetwork> scripted() {
        return Optional.empty();
    }

    /**
     * Extracts features; the gradient with respect to the views is recorded when a collector is open.
     *
     * @param views float32 (n, 3, viewSize, viewSize), normalised
     * @return float32 (n, dimension), attached to the manager of {@code views}
     * @throws IllegalArgumentException if the views have another shape
     */
    NDArray extract(NDArray views);

    /**
     * The last maps before they are averaged over positions; their means, scale by scale, are the features. No gradient is
     * recorded.
     *
     * @param views as for {@link #extract}
     * @return float32 (n, channels, positions of all scales), row by row, scale by scale in the order of {@link #grids};
     *     attached to the manager of {@code views}
     * @throws UnsupportedOperationException if the backbone has no such maps
     */
    NDArray positions(NDArray views);

    /**
     * The features together with the activations at several depths, from the views to the last maps. Called while a
     * collector is open; after a backward pass each activation has its gradient.
     *
     * @param views as for {@link #extract}
     * @return attached to the manager of {@code views}
     * @throws UnsupportedOperationException if no gradient comes back from the features to the views
     */
    Activations activations(NDArray views);

    /**
     * Where the positions lie, one grid for each scale; dimension = channels x scales.
     *
     * @throws UnsupportedOperationException as {@link #positions}
     */
    List<PositionGrid> grids();

    /**
     * The filters of the first convolution as pictures: grey where a weight is 0, lighter above and darker below, red, green
     * and blue for the three channels, each filter on a scale of its own. Empty where there is no convolution to look at.
     */
    List<Picture> firstFilters();

    @Override
    void close();
}
