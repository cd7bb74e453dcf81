package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.differnet.Detector;
import org.differnet.Options;
import org.differnet.Verdict;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.engine.NativeMemory;
import org.differnet.features.FeaturePool;
import org.differnet.features.ViewFeatures;
import org.differnet.fit.TrainingSet;
import org.differnet.localize.Heatmap;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/**
 * Remembers places of good images and scores an image by the place that is unlike all of them: the greatest distance of one
 * of its places to the nearest remembered one. Where the other detectors average a view's maps over all places, this one
 * sees each by itself, at the price of more memory and time.
 *
 * <p>A place has the last maps of the backbone around it at all scales. Of all places of the training views a random part is
 * taken, of these {@link Settings#places} that lie near all others (greedy k-centre). Scores are at least 0 and without an
 * upper limit; that of an image is the mean of its views.
 *
 * <p>A fit holds at most 40,000 places: on AlexNet's 1344 features 0.2 GB, up to three times over while a threshold is
 * cross-validated, and the places of a view, 4 MB, for all views of an image on each core.
 *
 * <p>Example: <pre>{@code
 * PatchMemory memory = PatchMemory.fit(data);
 * memory.score(image)            // a verdict
 * memory.heatmap(image)          // how far each place is from good ones
 * }</pre>
 *
 * <p>Reference: Roth, Pemula, Zepeda, Schölkopf, Brox, Gehler, Towards Total Recall in Industrial Anomaly Detection, CVPR
 * 2022 (PatchCore), whose network and weighting of the greatest distance are others.
 */
public final class PatchMemory implements Detector {

    /** Of so many places of all training views some are remembered. */
    static final int CANDIDATES = 40_000;

    private final TrainingSet good;
    private final Places places;
    private final NDArray memory;
    private final GoodScores goodScores;
    private final Threshold threshold;
    private final PatchMaps maps;
    private final NativeMemory owned;

    /** @param places how many are remembered, 1 to 40000; as many as there are at most */
    public record Settings(int places) {

        public Settings {
            if (places < 1 || places > CANDIDATES) {
                throw new IllegalArgumentException("places is " + places + "; allowed are 1 to " + CANDIDATES);
            }
        }

        /** 4,000 places. */
        public static Settings standard() {
            return new Settings(4000);
        }
    }

    private PatchMemory(
            TrainingSet good,
            Places places,
            NDArray memory,
            GoodScores goodScores,
            Threshold threshold,
            PatchMaps maps,
            NativeMemory owned) {
        this.good = good;
        this.places = places;
        this.memory = memory;
        this.goodScores = goodScores;
        this.threshold = threshold;
        this.maps = maps;
        this.owned = owned;
    }

    /** {@link Options#standard} with one view, the image as it is: what turning leaves black at the rim is unlike all good places. */
    public static Options options() {
        return Options.standard()
                .withViews(new ViewOptions(0, 0, 0))
                .withTrainViews(1)
                .withTestViews(1);
    }

    /** Fits with {@link #options()}, reporting to the default listener. */
    public static PatchMemory fit(Dataset dataset) {
        return fit(dataset, options(), ProgressListener.getDefault());
    }

    /**
     * Fits.
     *
     * @param options of which views, backbone, seed, precision and threshold matter here
     * @throws UnsupportedOperationException if the backbone has no maps
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static PatchMemory fit(Dataset dataset, Options options, ProgressListener listener) {
        return fit(TrainingSet.of(dataset, options, listener), Settings.standard());
    }

    /**
     * Fits.
     *
     * @param good closed together with the detector, or at once if the fit fails
     */
    public static PatchMemory fit(TrainingSet good, Settings settings) {
        try {
            NativeMemory.freeForgotten();
            Places places = new Places(good.manager(), good.features(), good.train());
            PatchLearning learning = new PatchLearning(good, places, settings);
            FeaturePool pool = learning.trainPool();
            Coreset coreset = learning.memory(pool, good.options().seed());
            NDArray memory = coreset.rows();
            int[] images = Arrays.stream(coreset.chosen())
                    .map(place -> place / pool.viewsPerImage())
                    .toArray();
            GoodScores scores = learning.goodScores(pool, memory);
            NativeMemory owned = NativeMemory.of("this detector", () -> {
                places.close();
                good.close();
            });
            PatchMaps maps = new PatchMaps(good, places, memory, images);
            return new PatchMemory(good, places, memory, scores, good.threshold(scores), maps, owned);
        } catch (RuntimeException | Error e) {
            good.close();
            throw e;
        }
    }

    /**
     * The same detector with another threshold.
     *
     * @return on the same native memory: each of the two is closed for itself
     */
    public PatchMemory withThreshold(Threshold other) {
        return new PatchMemory(
                good, places, memory, goodScores, Objects.requireNonNull(other, "threshold"), maps, owned.share());
    }

    @Override
    public String name() {
        return "patch memory";
    }

    @Override
    public ViewFeatures features() {
        return good.features().heldBy(this);
    }

    @Override
    public Threshold threshold() {
        return threshold;
    }

    @Override
    public GoodScores goodScores() {
        return goodScores;
    }

    @Override
    public Verdict score(Sample image) {
        Sample sample = seen(image);
        return owned.use(() -> new Verdict(this, sample, places.farthest(memory, sample, good.testViews())));
    }

    @Override
    public boolean scoresFeatures() {
        return false;
    }

    /**
     * The scores of views whose places are known.
     *
     * @param features views x places x features of a place, place by place, row by row
     */
    @Override
    public double[] viewScores(float[] features) {
        Objects.requireNonNull(features, "features");
        int perView = places.count() * places.dimension();
        if (features.length == 0 || features.length % perView != 0) {
            throw new IllegalArgumentException(
                    "there are " + features.length + " features; a view has " + places.count() + " places x "
                            + places.dimension() + " features = " + perView + ", give one view or more");
        }
        for (float value : features) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("a feature is " + value + "; features have to be finite");
            }
        }
        return owned.use(() -> places.farthest(memory, features));
    }

    /**
     * How far each place of an image, seen as it is, lies from the nearest remembered one, on one scale for all images: 1 is
     * what the strongest places of a typical good image reach that is not remembered itself. Copies of one image give no such
     * scale: they differ by rounding alone, and all other images lie far above it.
     *
     * @throws IllegalStateException if it was fitted on one good image alone, from which no scale can be learnt
     * @throws java.io.UncheckedIOException if a good image, from which the scale is learnt, cannot be read any more
     */
    public Heatmap heatmap(Sample image) {
        Sample sample = seen(image);
        Verdict verdict = score(sample);
        return owned.use(() -> maps.of(sample, verdict.toString()));
    }

    private Sample seen(Sample image) {
        Objects.requireNonNull(image, "image");
        return image.withRangeUnlessGiven(good.range());
    }

    @Override
    public void close() {
        owned.close();
    }

    /** One line, such as "patch memory of 4,000 places on AlexNet; threshold 3.1". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s of %,d places on %s; %s",
                name(),
                memory.getShape().get(0),
                good.features().extractor().describe(),
                threshold);
    }
}
