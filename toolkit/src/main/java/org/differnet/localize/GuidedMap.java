package org.differnet.localize;

import ai.djl.ndarray.NDManager;
import org.differnet.data.Sample;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;

/**
 * Where the network sees the defect, drawn as sharply as its pixels allow.
 *
 * <p>The {@link InfluenceMap} i(p), without log S, knows the place within one of the network's positions. Gradient times
 * input knows the pixel and is noisy: with x a pixel of the normalised view, x_m the mean of its channel, S a view's score
 * and G a Gaussian,
 *
 * <pre>
 *   a(p) = G * sum over channels of abs((x(p) - x_m) d log S / d x(p))      m(p) = sqrt(a(p) i(p))
 * </pre>
 *
 * <p>Both are averaged over views turned by fixed angles, at each place over those in which it was visible. Values are at
 * least 0. The map misses defects that the score misses.
 *
 * <p>References: Shrikumar, Greenside, Shcherbina, Kundaje, Not Just a Black Box: Learning Important Features Through
 * Propagating Activation Differences, 2016 (gradient times input); Selvaraju, Cogswell, Das, Vedantam, Parikh, Batra,
 * Grad-CAM, ICCV 2017, section 3.2 (the product of a coarse and a fine map).
 */
public final class GuidedMap implements AnomalyMap {

    /** The blur leaves nothing finer than two pixels of the view. */
    private static final int REDUCTION = 2;

    private final GradientMap pixels;
    private final InfluenceMap places;

    /**
     * @param parent decides the device
     * @param source stays open
     * @param flow stays open
     */
    public GuidedMap(NDManager parent, ViewFeatures source, Flow flow, HeatmapOptions options) {
        int size = source.extractor().viewSize() / REDUCTION;
        HeatmapOptions guided = options.withMethod(HeatmapOptions.Method.GUIDED).withLogDet(false);
        pixels = new GradientMap(parent, source, flow, guided);
        places = new InfluenceMap(parent, source, flow, options.rotations(), size, false);
    }

    @Override
    public int size() {
        return places.size();
    }

    /** @throws java.util.concurrent.CancellationException if the thread is interrupted */
    @Override
    public float[] of(Sample sample) {
        float[] fine = pixels.of(sample);
        float[] map = places.of(sample);
        int size = size();
        for (int y = 0, i = 0; y < size; y++) {
            for (int x = 0; x < size; x++, i++) {
                map[i] = (float) Math.sqrt(map[i] * mean(fine, x, y));
            }
        }
        return map;
    }

    @Override
    public void close() {
        pixels.close();
        places.close();
    }

    /** The mean of the pixels that a pixel of the map covers. */
    private double mean(float[] fine, int x, int y) {
        int width = pixels.size();
        double sum = 0;
        for (int v = 0; v < REDUCTION; v++) {
            for (int u = 0; u < REDUCTION; u++) {
                sum += fine[(y * REDUCTION + v) * width + x * REDUCTION + u];
            }
        }
        return sum / (REDUCTION * REDUCTION);
    }
}
