package org.differnet.localize;

import java.util.List;
import org.differnet.data.Sample;

/** Maps of one kind on the one scale of a model, learnt when the first of them is asked for. */
public final class ScaledMaps implements AutoCloseable {

    /** Good images from which the scale is learnt. */
    private static final int SCALE_IMAGES = 16;

    private final AnomalyMap maps;
    private final List<Sample> goodImages;
    private MapScale scale;

    public ScaledMaps(AnomalyMap maps, List<Sample> goodImages) {
        this.maps = maps;
        this.goodImages = goodImages.subList(0, Math.min(SCALE_IMAGES, goodImages.size()));
    }

    /** Maps whose scale is known. */
    public ScaledMaps(AnomalyMap maps, MapScale scale) {
        this(maps, List.of());
        this.scale = scale;
    }

    public Heatmap of(Sample sample, String caption) {
        return new Heatmap(caption, sample, scale().apply(maps.of(sample)), maps.size());
    }

    /** @throws IllegalStateException if it is not known and there are no good images to learn it from */
    public synchronized MapScale scale() {
        if (scale == null) {
            if (goodImages.isEmpty()) {
                throw new IllegalStateException(
                        "a model from a file has the scale of the heat maps of its options alone, and of"
                                + " consensus maps only if it was saved as version 3 or later; set others with"
                                + " Options.withHeatmap before fitting, or fit anew");
            }
            scale = MapScale.of(goodImages.stream().map(maps::of).toList());
        }
        return scale;
    }

    @Override
    public void close() {
        maps.close();
    }
}
