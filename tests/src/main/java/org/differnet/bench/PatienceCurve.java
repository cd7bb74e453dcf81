package org.differnet.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.features.FeaturePool;
import org.differnet.fit.TrainingSet;
import org.differnet.score.Look;
import org.differnet.score.Patience;
import org.differnet.score.Threshold;
import org.differnet.work.ProgressListener;
import org.differnet.work.Seeds;

/**
 * How many views patience saves and how many calls it changes, on the magnetic tiles. Arguments: folder of the tiles, training
 * images, good images held out, test images.
 */
public final class PatienceCurve {

    private static final int VIEWS = 64;
    private static final double[] ERRORS = {0.5, 0.3, 0.2, 0.1, 0.05, 0.02};

    private PatienceCurve() {}

    /** What is seen of an image. */
    private record Seen(boolean anomalous, List<Look> looks) {

        double score() {
            return looks.get(looks.size() - 1).score();
        }
    }

    /** Prints a line for each error that is asked for. */
    public static void main(String[] arguments) {
        int train = Integer.parseInt(arguments[1]);
        int aside = Integer.parseInt(arguments[2]);
        int test = Integer.parseInt(arguments[3]);
        Dataset tiles = Datasets.magneticTiles(Path.of(arguments[0]));
        Dataset some = Dataset.of("tiles", drawn(tiles.train(), train + aside), List.of());
        Options options = Options.small().withTestViews(VIEWS).withHoldOut((double) aside / (train + aside));
        TrainingSet good = TrainingSet.of(some, options, ProgressListener.console());
        try (DifferNet model = DifferNet.fit(good)) {
            FeaturePool heldOut = good.heldOutPool().orElseThrow();
            int dimension = heldOut.dimension();
            List<List<Look>> learnt = IntStream.range(0, heldOut.images())
                    .mapToObj(i -> Look.through(model.latents(heldOut.of(i)), dimension, z -> options.scoring()
                            .ofImage(z, dimension, null)))
                    .toList();
            Threshold threshold = model.threshold();
            System.out.println(threshold);
            List<Seen> unseen = seen(model, drawn(tiles.test(), test));
            for (double error : ERRORS) {
                report(Patience.learn(learnt, error), unseen, threshold);
            }
        }
    }

    private static List<Sample> drawn(List<Sample> samples, int n) {
        List<Sample> some = new ArrayList<>();
        for (int i : Seeds.shuffled(samples.size(), 0)) {
            if (some.size() < n) {
                some.add(samples.get(i));
            }
        }
        return some;
    }

    private static List<Seen> seen(DifferNet model, List<Sample> samples) {
        List<Seen> all = new ArrayList<>();
        for (Sample sample : samples) {
            all.add(new Seen(sample.anomalous(), model.looks(sample)));
            if (all.size() % 50 == 0) {
                System.out.println(all.size() + " of " + samples.size() + " images");
            }
        }
        return all;
    }

    private static void report(Patience patience, List<Seen> images, Threshold threshold) {
        double[] views = new double[2];
        int[] same = new int[2];
        int[] number = new int[2];
        int falsePositives = 0;
        for (Seen image : images) {
            int kind = image.anomalous() ? 1 : 0;
            Look last = image.looks().stream()
                    .filter(look -> patience.suffices(look, VIEWS, threshold))
                    .findFirst()
                    .orElseThrow();
            number[kind]++;
            views[kind] += last.views();
            same[kind] += threshold.call(last.score()) == threshold.call(image.score()) ? 1 : 0;
            falsePositives += kind == 0 && threshold.isAnomalous(last.score()) ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "error %.2f: factor %.2f; views %.1f (good %.1f, defective %.1f); same call %.2f %% (good %d of %d, defective"
                        + " %d of %d); false positives %.1f %%%n",
                patience.error(),
                patience.factor(),
                (views[0] + views[1]) / images.size(),
                views[0] / number[0],
                views[1] / number[1],
                100.0 * (same[0] + same[1]) / images.size(),
                same[0],
                number[0],
                same[1],
                number[1],
                100.0 * falsePositives / number[0]);
    }
}
