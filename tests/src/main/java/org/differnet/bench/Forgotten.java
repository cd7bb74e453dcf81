package org.differnet.bench;

import java.util.Locale;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.baseline.Baseline;
import org.differnet.baseline.Gaussian;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.flow.FlowOptions;
import org.differnet.work.ProgressListener;

/**
 * The same cell of a notebook, run again and again: a model is fitted and nothing is closed. Prints the memory of the process
 * after each fit.
 *
 * <p>Usage: {@code Forgotten [differnet|gaussian] [FITS]}
 */
public final class Forgotten {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);

    /** Weights of 100 MB, so that what is not given back shows. */
    private static final FlowOptions FLOW = FlowOptions.paper().withBlocks(2).withHiddenUnits(1536);

    private Forgotten() {}

    public static void main(String[] arguments) {
        boolean baseline = arguments.length > 0 && arguments[0].equals("gaussian");
        int fits = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
        for (int i = 1; i <= fits; i++) {
            double score = baseline ? gaussian() : differNet();
            System.out.println(
                    String.format(Locale.ROOT, "fit %d: score %.4f, %d MB", i, score, Memory.resident() / 1_000_000));
        }
        System.exit(0);
    }

    private static double differNet() {
        Options options = Options.standard()
                .withTrainViews(1)
                .withTestViews(1)
                .withFolds(0)
                .withFlow(FLOW)
                .withEpochs(1);
        DifferNet model = DifferNet.fit(PLATES, options, ProgressListener.NONE);
        return model.score(PLATES.test().get(0)).score();
    }

    private static double gaussian() {
        Options options = Options.standard().withTrainViews(1).withTestViews(1).withFolds(0);
        Baseline model = Gaussian.fit(PLATES, options, ProgressListener.NONE);
        return model.score(PLATES.test().get(0)).score();
    }
}
