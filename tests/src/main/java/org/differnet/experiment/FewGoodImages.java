package org.differnet.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.differnet.Options;
import org.differnet.baseline.Gaussian;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.features.FeaturePool;
import org.differnet.fit.CrossValidation;
import org.differnet.fit.ProductViews;
import org.differnet.fit.TrainingSet;
import org.differnet.score.GoodScores;
import org.differnet.score.evaluate.Roc;
import org.differnet.work.ProgressListener;
import org.differnet.work.Quantiles;
import org.differnet.work.Seeds;

/**
 * What thresholds of few good images keep of their promise, held out or cross-validated, with a Gaussian of the features in the
 * place of the flow: see docs/products.md.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@fewgoodimages -Dproducts=FOLDER}; FOLDER has one folder a product, as for {@link
 * RealProducts}. {@code -Ddraws=20} draws of good images, {@code -Dviews=4} views in training and test. Good images of training
 * and test are drawn together, so that those left over, on which rates are measured, are of the same sort.
 */
public final class FewGoodImages implements AutoCloseable {

    private static final int[] SIZES = {8, 16, 31, 100};
    private static final int FEWEST_LEFT = 14;
    private static final int FOLDS = 10;
    private static final double RATE = 0.05;

    private final TrainingSet set;
    private final FeaturePool trained;
    private final FeaturePool good;
    private final FeaturePool defective;

    private FewGoodImages(Dataset product, Options options) {
        List<Sample> allGood = Stream.concat(product.train().stream(), product.test(Sample.GOOD).stream())
                .toList();
        this.set = TrainingSet.of(new Dataset(product.name(), allGood, List.of()), options, ProgressListener.NONE);
        this.trained = set.trainPool();
        this.good = set.testPool(allGood, "good images");
        this.defective =
                set.testPool(product.test().stream().filter(Sample::anomalous).toList(), "defective images");
    }

    public static void main(String[] arguments) throws IOException {
        int views = Integer.getInteger("views", 4);
        System.out.println("""
                | set | n | AUROC: held out | cross-validated | asked: held out | real rate | recall \
                | cross-validated at the same rate: real rate | recall | at the lowest rate from 5 % on: asked | real rate | recall |
                |---|---|---|---|---|---|---|---|---|---|---|---|""");
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("products")))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                Dataset product = Datasets.folder(folder);
                Options standard = Options.standard();
                Options options = standard.withViews(ProductViews.of(product, standard, ProgressListener.NONE)
                                .options())
                        .withTrainViews(views)
                        .withTestViews(views)
                        .withHoldOut(0);
                try (FewGoodImages few = new FewGoodImages(product, options)) {
                    for (int n : SIZES) {
                        if (n + FEWEST_LEFT <= few.good.images()) {
                            System.out.println(few.row(n));
                        }
                    }
                }
            }
        }
    }

    private String row(int n) {
        int draws = Integer.getInteger("draws", 20);
        int aside = TrainingSet.setAside(n, Options.standard().holdOut(), RATE);
        double asked = Math.max(RATE, GoodScores.lowestRate(aside));
        double lowest = Math.max(RATE, GoodScores.lowestRate(n));
        double[][] drawn = new double[draws][];
        for (int draw = 0; draw < draws; draw++) {
            int[] order = Seeds.shuffled(good.images(), draw);
            int[] own = Arrays.copyOf(order, n);
            int[] left = Arrays.copyOfRange(order, n, order.length);
            Judged heldOut;
            Judged crossed;
            try (Learnt model = new Learnt(trained.only(Arrays.copyOfRange(own, aside, n)))) {
                double[] scores = model.scores(good, Arrays.copyOf(own, aside));
                heldOut = new Judged(model, left, new GoodScores(scores, GoodScores.Source.HELD_OUT));
            }
            try (Learnt model = new Learnt(trained.only(own))) {
                crossed = new Judged(
                        model,
                        left,
                        CrossValidation.scores(
                                trained.only(own),
                                i -> good.of(own[i]),
                                FOLDS,
                                (rest, fold) -> new Learnt(rest),
                                ProgressListener.NONE));
            }
            drawn[draw] = new double[] {
                heldOut.auroc(),
                crossed.auroc(),
                heldOut.rate(asked),
                heldOut.recall(asked),
                crossed.rate(asked),
                crossed.recall(asked),
                crossed.rate(lowest),
                crossed.recall(lowest)
            };
        }
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f | %s | %.0f | %s | %.0f | %.1f | %s | %.0f |",
                set.name(),
                n,
                mean(drawn, 0),
                mean(drawn, 1),
                100 * asked,
                spread(drawn, 2),
                mean(drawn, 3),
                spread(drawn, 4),
                mean(drawn, 5),
                100 * lowest,
                spread(drawn, 6),
                mean(drawn, 7));
    }

    /** Mean over the draws, in percent. */
    private static double mean(double[][] drawn, int measure) {
        return 100
                * Arrays.stream(drawn)
                        .mapToDouble(each -> each[measure])
                        .average()
                        .orElseThrow();
    }

    /** The mean, and in brackets what nine draws of ten stay below. */
    private static String spread(double[][] drawn, int measure) {
        double[] values =
                Arrays.stream(drawn).mapToDouble(each -> each[measure]).toArray();
        return String.format(Locale.ROOT, "%.0f (%.0f)", mean(drawn, measure), 100 * Quantiles.quantile(values, 0.9));
    }

    @Override
    public void close() {
        set.close();
    }

    /** A Gaussian of the training views of some images. */
    private final class Learnt implements CrossValidation.Model {

        private final Gaussian gaussian;

        Learnt(FeaturePool pool) {
            this.gaussian = Gaussian.learn(set.manager(), pool);
        }

        @Override
        public double score(float[] rows) {
            try (NDManager step = set.manager().newSubManager()) {
                NDArray views = step.create(rows, new Shape(rows.length / good.dimension(), good.dimension()));
                return Quantiles.median(gaussian.score(views));
            }
        }

        double[] scores(FeaturePool pool, int... images) {
            return Arrays.stream(images).mapToDouble(i -> score(pool.of(i))).toArray();
        }

        @Override
        public void close() {
            gaussian.close();
        }
    }

    /** Good images left over and defective ones under a model and what is known of its good scores. */
    private final class Judged {

        private final double[] ofGood;
        private final double[] ofDefective;
        private final GoodScores known;

        Judged(Learnt model, int[] left, GoodScores known) {
            this.ofGood = model.scores(good, left);
            this.ofDefective = model.scores(
                    defective, IntStream.range(0, defective.images()).toArray());
            this.known = known;
        }

        double auroc() {
            double[] scores = Arrays.copyOf(ofGood, ofGood.length + ofDefective.length);
            System.arraycopy(ofDefective, 0, scores, ofGood.length, ofDefective.length);
            boolean[] anomalous = new boolean[scores.length];
            Arrays.fill(anomalous, ofGood.length, scores.length, true);
            return Roc.of(scores, anomalous).auroc();
        }

        double rate(double asked) {
            return called(ofGood, asked);
        }

        double recall(double asked) {
            return called(ofDefective, asked);
        }

        private double called(double[] scores, double asked) {
            double limit = known.threshold(asked).value();
            return Arrays.stream(scores).filter(score -> score >= limit).count() / (double) scores.length;
        }
    }
}
