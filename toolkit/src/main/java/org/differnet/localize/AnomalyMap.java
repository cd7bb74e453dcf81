package org.differnet.localize;

import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.differnet.data.Sample;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.view.Framing;

/** A way from an image and a model's flow to a map of what the score comes from. Several threads may use one at once. */
public interface AnomalyMap extends AutoCloseable {

    /**
     * The map that options ask for.
     *
     * @param parent decides the device
     * @param source stays open
     * @param flow stays open
     */
    static AnomalyMap of(NDManager parent, ViewFeatures source, Flow flow, HeatmapOptions options) {
        AnomalyMap square =
                switch (options.method()) {
                    case CONSENSUS -> new ConsensusMap(parent, source, flow, options);
                    case INFLUENCE -> new InfluenceMap(parent, source, flow, options.rotations());
                    case GRADIENT, REFERENCE -> new GradientMap(parent, source, flow, options);
                };
        Framing framing = source.renderer().framing();
        return framing == Framing.STRETCHED ? square : new FramedMap(square, framing);
    }

    /**
     * Side of the maps in pixels; a map of {@link #of(NDManager, ViewFeatures, Flow, HeatmapOptions)} covers the whole image,
     * whose aspect ratio is not the map's. Maps of the classes themselves cover the square that views are made from: see
     * {@link Framing}.
     */
    int size();

    /** The map of an image, size x size, row by row; higher = more anomalous, on a scale of its own. */
    float[] of(Sample sample);

    /** What computes it elsewhere, of the square that views are made from; empty where it is not written in TorchScript. */
    default Optional<ScriptedMap> scripted() {
        return Optional.empty();
    }

    @Override
    void close();
}
