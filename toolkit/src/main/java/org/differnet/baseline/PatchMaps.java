package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.differnet.data.Sample;
import org.differnet.fit.TrainingSet;
import org.differnet.localize.AnomalyMap;
import org.differnet.localize.Heatmap;
import org.differnet.localize.MapScale;
import org.differnet.localize.PlaceMap;
import org.differnet.view.View;

/**
 * The heat maps of a patch memory: how far each place of an image, seen as it is, lies from the nearest remembered one.
 *
 * <p>Their scale is learnt from held-out images or, where there are none, from training images, each of which is compared
 * with the places of the others alone: from its own it lies at no distance.
 */
final class PatchMaps {

    private static final int MOST_IMAGES = 16;

    /** The maps of fewer training images, each compared with places of the others, have too much in common. */
    private static final int FEWEST_FOR_PLACES = 6;

    private final TrainingSet good;
    private final Places places;
    private final NDArray memory;
    private final int[] images;
    private volatile MapScale scale;

    /**
     * @param good belongs to the detector, as the places do
     * @param images for each remembered place the training image that it is of
     */
    PatchMaps(TrainingSet good, Places places, NDArray memory, int[] images) {
        this.good = good;
        this.places = places;
        this.memory = memory;
        this.images = images;
    }

    Heatmap of(Sample sample, String caption) {
        try (AnomalyMap map = from(memory)) {
            return new Heatmap(caption, sample, scale().apply(map.of(sample)), map.size());
        }
    }

    private AnomalyMap from(NDArray known) {
        return PlaceMap.of(
                good.manager(),
                good.options().views().framing(),
                places.side(),
                sample -> places.distances(known, sample, List.of(View.IDENTITY)));
    }

    /** Without a lock, which one who waits for a core must not hold. Two threads that find the scale find the same. */
    private MapScale scale() {
        if (scale == null) {
            scale = good.heldOut().isEmpty() ? ofTraining() : ofHeldOut();
        }
        return scale;
    }

    private MapScale ofHeldOut() {
        try (AnomalyMap map = from(memory)) {
            return MapScale.of(
                    good.heldOut().stream().limit(MOST_IMAGES).map(map::of).toList());
        }
    }

    private MapScale ofTraining() {
        if (good.train().size() == 1) {
            throw new IllegalStateException("one good image alone gives heat maps no scale, for all of its places are"
                    + " remembered: fit on two good images or more");
        }
        List<float[]> maps = new ArrayList<>();
        for (int i = 0; i < good.train().size() && maps.size() < MOST_IMAGES; i++) {
            int image = i;
            int[] others = IntStream.range(0, images.length)
                    .filter(place -> images[place] != image)
                    .toArray();
            if (others.length > 0) {
                maps.add(besides(others, good.train().get(i)));
            }
        }
        return maps.size() < FEWEST_FOR_PLACES ? MapScale.even(maps) : MapScale.of(maps);
    }

    private float[] besides(int[] others, Sample sample) {
        try (NDManager step = good.manager().newSubManager();
                AnomalyMap map = from(places.some(step, memory, others))) {
            return map.of(sample);
        }
    }
}
