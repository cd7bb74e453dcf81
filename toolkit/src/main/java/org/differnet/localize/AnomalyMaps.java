package org.differnet.localize;

import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.Map;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;

/** The maps of one flow, of every kind; each kind is made ready when it is first asked for. */
public final class AnomalyMaps implements AutoCloseable {

    private final NDManager parent;
    private final ViewFeatures source;
    private final Flow flow;
    private final Map<HeatmapOptions, AnomalyMap> maps = new HashMap<>();

    /**
     * @param parent decides the device
     * @param source stays open
     * @param flow stays open
     */
    public AnomalyMaps(NDManager parent, ViewFeatures source, Flow flow) {
        this.parent = parent;
        this.source = source;
        this.flow = flow;
    }

    /** The maps that options ask for; they belong to this. */
    public synchronized AnomalyMap of(HeatmapOptions options) {
        return maps.computeIfAbsent(options, wanted -> AnomalyMap.of(parent, source, flow, wanted));
    }

    @Override
    public synchronized void close() {
        maps.values().forEach(AnomalyMap::close);
    }
}
