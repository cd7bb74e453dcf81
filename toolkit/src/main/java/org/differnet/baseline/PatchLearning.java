package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
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
import org.differnet.work.Seeds;

/** What a patch memory learns from good images: the places to remember, and what it says of images that it has not seen. */
record PatchLearning(TrainingSet good, Places places, PatchMemory.Settings settings) {

    /** Of each training view as many places, chosen at random, as make the candidates together. */
    FeaturePool trainPool() {
        int views = good.options().trainViews();
        int some = Math.max(
                1,
                Math.min(
                        places.count(),
                        PatchMemory.CANDIDATES / (views * good.train().size())));
        List<Sample> train = good.train();
        List<List<View>> drawn =
                IntStream.range(0, train.size()).mapToObj(good::trainViews).toList();
        FeaturePool whole = FeaturePool.compute(
                (sample, ofImage) -> chosen(sample, ofImage, some),
                some * places.dimension(),
                train,
                drawn::get,
                "places of training images",
                good.listener());
        return new FeaturePool(whole.images(), views * some, places.dimension(), whole.values());
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

    NDArray memory(FeaturePool pool, long seed) {
        try {
            return Coreset.of(good.manager(), places, pool, settings.places(), seed, good.listener());
        } finally {
            good.listener().end(Coreset.TASK);
        }
    }

    GoodScores goodScores(FeaturePool pool, NDArray memory) {
        if (good.crossValidates()) {
            return CrossValidation.scores(
                    pool, testPool(good.train()), good.options().folds(), this::fold, good.listener());
        }
        List<Sample> unseen = good.heldOut().isEmpty() ? good.train() : good.heldOut();
        if (unseen.size() == 1 && good.heldOut().isEmpty()) {
            return GoodScores.none();
        }
        double[] scores = new double[unseen.size()];
        Cores.forEach(
                scores.length,
                i -> scores[i] = AnomalyScore.ofImage(places.farthest(memory, unseen.get(i), good.testViews())),
                done -> {});
        return new GoodScores(
                scores, good.heldOut().isEmpty() ? GoodScores.Source.TRAINED_ON : GoodScores.Source.HELD_OUT);
    }

    private FeaturePool testPool(List<Sample> samples) {
        int rows = good.testViews().size() * places.count();
        FeaturePool whole = FeaturePool.compute(
                (sample, views) -> places.values(sample, views),
                places.count() * places.dimension(),
                samples,
                i -> good.testViews(),
                "places for the threshold",
                good.listener());
        return new FeaturePool(whole.images(), rows, places.dimension(), whole.values());
    }

    private CrossValidation.Model fold(FeaturePool rest, int fold) {
        NDArray known = memory(rest, Seeds.mix(good.options().seed(), fold));
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
