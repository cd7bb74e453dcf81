package org.differnet.localize;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.engine.EndOfProcess;

/** The scales of a model's heat maps, one for each kind; learnt from good images when it is first asked for. */
public final class MapScales {

    /** Good images from which a scale is learnt. */
    private static final int MOST_IMAGES = 16;

    private final AnomalyMaps maps;
    private final List<Sample> goodImages;
    private final Map<HeatmapOptions, MapScale> known = new ConcurrentHashMap<>();

    /**
     * @param usual the kind whose scale may be known
     * @param scale of this kind
     * @param goodImages to learn scales from, of which at most 16 are taken; may be none
     */
    public MapScales(AnomalyMaps maps, HeatmapOptions usual, Optional<MapScale> scale, List<Sample> goodImages) {
        this.maps = maps;
        this.goodImages = List.copyOf(goodImages.subList(0, Math.min(MOST_IMAGES, goodImages.size())));
        scale.ifPresent(each -> known.put(usual, each));
    }

    /**
     * The scale of a kind of maps.
     *
     * @throws IllegalStateException if it is not known and there are no good images to learn it from
     * @throws IllegalArgumentException if the good images are all alike
     * @throws java.io.UncheckedIOException if one of them cannot be read any more
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public MapScale of(HeatmapOptions kind) {
        MapScale scale = known.get(kind);
        if (scale == null) {
            if (goodImages.isEmpty()) {
                throw new IllegalStateException("the model has no scale for " + kind.method()
                        + " heat maps of these options and no good images to learn one from: give it some with"
                        + " model.withHeatmapScale(goodImages), or fit anew");
            }
            AnomalyMap map = maps.of(kind);
            float[][] goodMaps = new float[goodImages.size()][];
            // Without a lock: a piece on a core must not wait for pieces. Two threads that find the scale find the
            // same.
            Cores.forEach(goodMaps.length, i -> goodMaps[i] = map.of(goodImages.get(i)), done -> {});
            scale = MapScale.of(List.of(goodMaps));
            known.put(kind, scale);
        }
        return scale;
    }

    /** The scale of a kind of maps, where it is known. */
    public Optional<MapScale> known(HeatmapOptions kind) {
        return Optional.ofNullable(known.get(kind));
    }

    /** The map of an image on the scale of its kind. */
    public Heatmap heatmap(Sample sample, String caption, HeatmapOptions kind) {
        MapScale scale = of(kind);
        AnomalyMap map = maps.of(kind);
        float[] values = EndOfProcess.before(() -> map.of(sample));
        return new Heatmap(caption, sample, scale.apply(values), map.size());
    }
}
