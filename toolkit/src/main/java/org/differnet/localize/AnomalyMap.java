package org.differnet.localize;

import ai.djl.ndarray.NDManager;
import org.differnet.data.Sample;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;

/** A way from an image and a model's flow to a map of what the score comes from. Maps of several threads take turns. */
public interface AnomalyMap extends AutoCloseable {

    /**
     * The map that options ask for.
     *
     * @param parent decides the device
     * @param source stays open
     * @param flow stays open
     */
    static AnomalyMap of(NDManager parent, ViewFeatures source, Flow flow, HeatmapOptions options) {
        return switch (options.method()) {
            case CONSENSUS -> new ConsensusMap(parent, source, flow, options);
            case INFLUENCE -> new InfluenceMap(parent, source, flow, options.rotations());
            case GRADIENT, REFERENCE -> new GradientMap(parent, source, flow, options);
        };
    }

    /** Side of the maps in pixels; a map covers the whole image, whose aspect ratio is not the map's. */
    int size();

    /** The map of an image, size x size, row by row; higher = more anomalous, on a scale of its own. */
    float[] of(Sample sample);

    @Override
    void close();
}
