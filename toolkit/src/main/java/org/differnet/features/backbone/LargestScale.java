package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import org.differnet.features.Activations;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.PositionGrid;

/** The features of the scale 448 alone, of a network that gives three scales. */
public final class LargestScale implements FeatureExtractor {

    private final FeatureExtractor all;

    /** @param all closed together with this */
    public LargestScale(FeatureExtractor all) {
        this.all = all;
    }

    @Override
    public int dimension() {
        return all.dimension() / 3;
    }

    @Override
    public int viewSize() {
        return all.viewSize();
    }

    @Override
    public int smallestScale() {
        return all.smallestScale();
    }

    @Override
    public String describe() {
        return all.describe() + ", scale " + viewSize() + " alone";
    }

    @Override
    public String weightsHash() {
        return all.weightsHash();
    }

    @Override
    public boolean pretrained() {
        return all.pretrained();
    }

    @Override
    public NDArray extract(NDArray views) {
        try (NDArray features = all.extract(views)) {
            return features.get(new NDIndex(":, :" + dimension()));
        }
    }

    @Override
    public NDArray positions(NDArray views) {
        try (NDArray positions = all.positions(views)) {
            return positions.get(new NDIndex(":, :, :" + grids().get(0).positions()));
        }
    }

    @Override
    public Activations activations(NDArray views) {
        Activations every = all.activations(views);
        return new Activations(
                every.features().get(new NDIndex(":, :" + dimension())),
                every.layers().subList(0, every.depths()),
                every.depths());
    }

    @Override
    public List<PositionGrid> grids() {
        return all.grids().subList(0, 1);
    }

    @Override
    public void close() {
        all.close();
    }
}
