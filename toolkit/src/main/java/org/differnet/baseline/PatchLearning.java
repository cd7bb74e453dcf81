package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.features.FeaturePool;
import org.differnet.fit.CrossValidation;
import org.differnet.fit.TrainingSet;
import org.differnet.score.AnomalyScore;
import org.differnet.score.GoodScores;
import org.differnet.view.View;
import org.differnet.work.Progress;
import org.differnet.work.Seeds;

/** What a patch memory learns from good images: the places to remember, and what it says of images that it has not seen. */
record PatchLearning(TrainingSet good, Places places, PatchMemory.Settings settings) {

    private static final String SCORING = "scores for the threshold";

    /**
     * How many places of how many views of how many images are candidates, all of them bounded by {@link
     * PatchMemory#CANDIDATES}: the images are in random order and the views drawn at random, so the first ones do.
     */
    record Share(int images, int views, int places) {

        static Share of(int images, int views, int places) {
            int someImages = Math.min(images, PatchMemory.CANDIDATES);
            int someViews = Math.min(views, PatchMemory.CANDIDATES / someImages);
            return new Share(
                    someImages, someViews, Math.min(places, PatchMemory.CANDIDATES / (someViews * someImages)));
        }
    }

    /** Of each training view as many places, chosen at random, as make the candidates together. */
    FeaturePool trainPool() {
        Share share = Share.of(good.train().size(), good.options().trainViews(), places.count());
        List<Sample> train = good.train().subList(0, share.images);
        List<List<View>> drawn = IntStream.range(0, train.size())
                .mapToObj(i -> good.trainViews(i).subList(0, share.views))
                .toList();
        FeaturePool whole = FeaturePool.compute(
                (sample, ofImage) -> chosen(sample, ofImage, share.places),
                share.places * places.dimension(),
                train,
                drawn::get,
                "places of training images",
                good.listener());
        return new FeaturePool(whole.images(), share.views * share.places, places.dimension(), whole.values());
    }

    private float[] chosen(Sample sample, List<View> views, int some) {
        float[] all = places.values(sample, views);
        int d = places.dimension();
        float[] rows = new float[views.size() * some * d];
        for (int view = 0; view < views.size(); view++) {
            long seed = Seeds.mix(Seeds.mix(good.options().seed(), sample.name().hashCode()), view);
            int[] order = Seeds.shuffled(places.count(), seed);
            for (int i = 0; i < some; i++) {
                int from = (view * places.count() + order[i]) * d;
                System.arraycopy(all, from, rows, (view * some + i) * d, d);
            }
        }
        return rows;
    }

    Coreset memory(FeaturePool pool, long seed) {
        try {
            return Coreset.of(good.manager(), places, pool, settings.places(), seed, good.listener());
        } finally {
            good.listener().end(Coreset.TASK);
        }
    }

    /** The places of test views are many: they are computed image by image and not kept. */
    GoodScores goodScores(FeaturePool pool, NDArray memory) {
        List<Sample> train = good.train();
        if (good.crossValidates()) {
            return CrossValidation.scores(
                    pool,
                    image -> places.values(train.get(image), good.testViews()),
                    good.options().folds(),
                    this::fold,
                    good.listener());
        }
        if (train.size() == 1 && good.heldOut().isEmpty()) {
            return GoodScores.none();
        }
        return good.heldOut().isEmpty()
                ? new GoodScores(scores(train, memory), GoodScores.Source.TRAINED_ON)
                : new GoodScores(scores(good.heldOut(), memory), GoodScores.Source.HELD_OUT);
    }

    private double[] scores(List<Sample> samples, NDArray memory) {
        double[] scores = new double[samples.size()];
        long start = System.nanoTime();
        try {
            Cores.forEach(
                    scores.length,
                    i -> scores[i] = AnomalyScore.ofImage(places.farthest(memory, samples.get(i), good.testViews())),
                    done -> good.listener()
                            .on(new Progress(
                                    SCORING,
                                    done,
                                    scores.length,
                                    Double.NaN,
                                    Duration.ofNanos(System.nanoTime() - start))));
        } finally {
            good.listener().end(SCORING);
        }
        return scores;
    }

    private CrossValidation.Model fold(FeaturePool rest, int fold) {
        NDArray known = memory(rest, Seeds.mix(good.options().seed(), fold)).rows();
        return new CrossValidation.Model() {
            @Override
            public double score(float[] rows) {
                return AnomalyScore.ofImage(places.farthest(known, rows));
            }

            @Override
            public void close() {
                known.close();
            }
        };
    }
}
