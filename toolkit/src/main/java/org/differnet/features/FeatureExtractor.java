package org.differnet.features;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** A frozen network that turns views into features. */
public interface FeatureExtractor extends AutoCloseable {

    /** Features per view. */
    int dimension();

    /** Side of the views that {@link #extract} takes, in pixels. */
    int viewSize();

    /** Side of the view at the smallest scale, in pixels; smaller images carry less than the network needs. */
    int smallestScale();

    /** One line for results and model cards: network, weights and precision. */
    String describe();

    /** SHA-256 of the weights as they were given, in 64 hexadecimal digits. */
    String weightsHash();

    /** Whether the weights were trained on photographs; scores of untrained weights only show the machinery. */
    boolean pretrained();

    /**
     * Extracts features; the gradient with respect to the views is recorded when a collector is open.
     *
     * @param views float32 (n, 3, viewSize, viewSize), normalised
     * @return float32 (n, dimension), attached to the manager of {@code views}
     */
    NDArray extract(NDArray views);

    /**
     * The last maps before they are averaged over positions; their means, scale by scale, are the features. No gradient is
     * recorded.
     *
     * @param views as for {@link #extract}
     * @return float32 (n, channels, positions of all scales), row by row, scale by scale in the order of {@link #grids};
     *     attached to the manager of {@code views}
     */
    NDArray positions(NDArray views);

    /**
     * The features together with the activations at several depths, from the views to the last maps. Called while a
     * collector is open; after a backward pass each activation has its gradient.
     *
     * @param views as for {@link #extract}
     * @return attached to the manager of {@code views}
     */
    Activations activations(NDArray views);

    /** Where the positions lie, one grid for each scale; dimension = channels x scales. */
    List<PositionGrid> grids();

    @Override
    void close();
}
