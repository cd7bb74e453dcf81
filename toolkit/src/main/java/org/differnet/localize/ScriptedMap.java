package org.differnet.localize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.engine.TorchScript;
import org.differnet.features.PositionGrid;
import org.differnet.features.ScriptedNetwork;
import org.differnet.features.ViewFeatures;
import org.differnet.store.Tensor;

/**
 * A map as TorchScript, which runs without this library.
 *
 * @param methods of a class, among them {@code map(square, weights)}, which gives the map of the square that views are made
 *     from. They call those of {@link ScriptedNetwork}, {@code turned(square, from, to)}, which renders some of the views
 *     {@code mapViews}, {@code flow(features)}, which gives latents and log det, and {@code gradients(value, of)}
 * @param attributes of the class by name: {@link Tensor}, {@link Long} or {@link Boolean}
 */
public record ScriptedMap(String methods, Map<String, Object> attributes) {

    /**
     * A map with what all have in common.
     *
     * @param script the resource that has the method {@code map}
     * @param grids in which places of the image are looked for; may be none
     * @param size side of the map in pixels
     * @param seen by what the sum over views is divided
     */
    static ScriptedMap of(
            String script, ViewFeatures source, TurnedViews views, List<PositionGrid> grids, int size, NDArray seen) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        try (NDManager scratch = seen.getManager().newSubManager()) {
            TurnedViews.Group all = views.all(scratch);
            int[] affine = source.renderer().turns(all.views()).affine();
            long[] whole = new long[affine.length];
            for (int i = 0; i < whole.length; i++) {
                whole[i] = affine[i];
            }
            attributes.put("mapViews", Tensor.of(whole, 6, views.size()));
            attributes.put("mapBack", Tensor.of(all.turningBack()));
            if (!grids.isEmpty()) {
                attributes.put(
                        "mapPlaces", places(all, grids, source.extractor().viewSize()));
            }
        }
        attributes.put("mapSide", (long) size);
        attributes.put("mapSeen", Tensor.of(seen));
        return new ScriptedMap(TorchScript.text(ScriptedMap.class, "maps.torchscript", script), attributes);
    }

    /** Where a place of the image lies in each grid of each view, (grids, views, 2, 3). */
    private static Tensor places(TurnedViews.Group all, List<PositionGrid> grids, int viewSize) {
        float[] places = new float[grids.size() * all.size() * 6];
        for (int k = 0; k < grids.size(); k++) {
            float[] own = all.onGrid(grids.get(k), viewSize).toFloatArray();
            System.arraycopy(own, 0, places, k * own.length, own.length);
        }
        return Tensor.of(places, grids.size(), all.size(), 2, 3);
    }

    /** With an attribute more. */
    ScriptedMap with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new ScriptedMap(methods, more);
    }

    /** With methods more. */
    ScriptedMap with(String more) {
        return new ScriptedMap(methods + more, attributes);
    }
}
