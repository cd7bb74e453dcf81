package org.differnet;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.features.FeatureBatches;
import org.differnet.features.FeaturePool;
import org.differnet.features.FreshBatches;
import org.differnet.features.PooledBatches;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.flow.Trainer;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;
import org.differnet.work.Seeds;

/** The way from good images to a model: set some aside, extract features, train the flow, learn the threshold. */
final class Fitting {

    /** Held-out images that suffice to watch the loss and learn a threshold; the rest goes to training. */
    private static final int MOST_HELD_OUT = 100;

    private static final int FLOW_SEED = 0;
    private static final int SPLIT_SEED = 1;
    private static final int POOL_SEED = 2;
    private static final int ORDER_SEED = 3;
    private static final int TEST_VIEWS_SEED = 4;

    private final NDManager manager;
    private final Options options;
    private final ProgressListener listener;
    private final List<Sample> heldOut;
    private final List<Sample> train;

    /**
     * The views of every image that is scored. They must be those that the threshold is learnt from: good images seen in
     * luckier views than the others would make its promise void.
     */
    private final List<View> testViews;

    Fitting(NDManager manager, Dataset dataset, Options options, ProgressListener listener) {
        this.manager = manager;
        this.options = options;
        this.listener = listener;
        List<Sample> good = dataset.train();
        List<Sample> shuffled = Arrays.stream(Seeds.shuffled(good.size(), seed(SPLIT_SEED)))
                .mapToObj(good::get)
                .toList();
        int aside = setAside(good.size(), options.holdOut(), options.falsePositiveRate());
        this.heldOut = shuffled.subList(0, aside);
        this.train = shuffled.subList(aside, shuffled.size());
        this.testViews = options.views().draw(options.testViews(), seed(TEST_VIEWS_SEED));
    }

    /**
     * How many of n good images are kept out of training: the share asked for, and of few images up to a third, so that
     * the false-positive rate can be promised; one image at least stays for training.
     */
    static int setAside(int n, double share, double falsePositiveRate) {
        if (share == 0 || n == 1) {
            return 0;
        }
        int asked = Math.min(MOST_HELD_OUT, (int) Math.ceil(share * n));
        int promising = (int) Math.ceil(1 / falsePositiveRate - 1 - 1e-9);
        return Math.min(n - 1, Math.max(asked, Math.min(n / 3, promising)));
    }

    /** Trains a new flow. */
    DifferNet run() {
        ViewFeatures features = features();
        int dimension = features.extractor().dimension();
        Flow flow = Flow.create(options.flow(), dimension, seed(FLOW_SEED), manager.getDevice());
        try {
            FeaturePool calibration =
                    heldOut.isEmpty() ? null : pool(features, heldOut, i -> testViews, "features of held-out images");
            return calibrated(features, flow, train(features, flow, calibration), calibration);
        } catch (RuntimeException e) {
            flow.close();
            throw e;
        }
    }

    /** Takes a flow that has been trained elsewhere, on the training images for all that is known. */
    DifferNet around(Flow flow) {
        return calibrated(features(), flow, new History(List.of(), false), null);
    }

    private DifferNet calibrated(ViewFeatures features, Flow flow, History history, FeaturePool calibration) {
        DifferNet model = new DifferNet(manager, options, listener, features, flow, history, testViews);
        model.calibrate(heldOut.isEmpty() ? train : heldOut, goodScores(model, calibration));
        model.useThreshold(threshold(model));
        return model;
    }

    private ViewFeatures features() {
        return new ViewFeatures(manager, Weights.alexNet(manager, options.precision(), listener));
    }

    private History train(ViewFeatures features, Flow flow, FeaturePool calibration) {
        int batchSize = options.training().batchSize();
        try (PooledBatches watched =
                calibration == null ? null : new PooledBatches(manager, calibration, batchSize, seed(ORDER_SEED))) {
            if (options.freshViews()) {
                FeatureBatches fresh = new FreshBatches(
                        features, train, options.trainViews(), options.views(), batchSize, seed(POOL_SEED));
                return Trainer.fit(flow, fresh, watched, options.training(), listener);
            }
            FeaturePool pool = pool(features, train, this::trainViews, "features of training images");
            try (PooledBatches batches = new PooledBatches(manager, pool, batchSize, seed(ORDER_SEED))) {
                return Trainer.fit(flow, batches, watched, options.training(), listener);
            }
        }
    }

    private GoodScores goodScores(DifferNet model, FeaturePool calibration) {
        boolean unusable = train.size() == 1 || model.history().stopped();
        if (calibration == null && unusable) {
            return GoodScores.none();
        }
        FeaturePool good = calibration == null
                ? pool(model.features(), train, i -> testViews, "features for the threshold")
                : calibration;
        double[] scores = new double[good.images()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = model.score(good.of(i));
        }
        return new GoodScores(scores, calibration == null ? GoodScores.Source.TRAINED_ON : GoodScores.Source.HELD_OUT);
    }

    private Threshold threshold(DifferNet model) {
        int images = model.goodScores().count();
        if (images == 0 && train.size() == 1) {
            listener.warn("no threshold can be learnt from one good image: scores and maps work, verdicts do not."
                    + " Give more good images");
            return Threshold.none("one good image alone");
        }
        if (images == 0) {
            return Threshold.none("training was stopped and no good images were held out");
        }
        double rate = Math.max(options.falsePositiveRate(), GoodScores.lowestRate(images));
        if (rate > options.falsePositiveRate()) {
            listener.warn(String.format(
                    Locale.ROOT,
                    "with %d good images set aside the threshold promises %.1f %% false positives, not %.1f %%. Give more"
                            + " good images",
                    images,
                    100 * rate,
                    100 * options.falsePositiveRate()));
        }
        return model.goodScores().threshold(rate);
    }

    private FeaturePool pool(ViewFeatures features, List<Sample> samples, IntFunction<List<View>> views, String task) {
        return PoolFolder.inHome().get(manager, features, samples, views, task, listener);
    }

    private List<View> trainViews(int image) {
        return options.views().draw(options.trainViews(), Seeds.mix(seed(POOL_SEED), image));
    }

    private long seed(int part) {
        return Seeds.mix(options.seed(), part);
    }
}
