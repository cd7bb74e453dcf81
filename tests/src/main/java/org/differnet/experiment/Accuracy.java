package org.differnet.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.engine.Precision;
import org.differnet.score.Scoring;
import org.differnet.view.Framing;
import org.differnet.view.ViewOptions;

/** What moves the AUROC of the magnetic tiles: see docs/accuracy.md. */
final class Accuracy {

    private static final int STANDARD_VIEWS = 64;

    private final Dataset tiles;
    private final Options options;

    /** @param options with the test views to score in */
    Accuracy(Dataset tiles, Options options) {
        this.tiles = tiles;
        this.options = options;
    }

    /** Three ways to make a score of the same latents; then the preset, which trains on more images, in each. */
    Experiment scoring() {
        List<Run> runs = new ArrayList<>();
        for (Scoring scoring : Scoring.values()) {
            runs.add(run(runs, scoring.name(), options.withScoring(scoring), tiles));
        }
        for (Scoring scoring : Scoring.values()) {
            Options preset = Options.magneticTiles().withScoring(scoring);
            runs.add(run(runs, "magneticTiles(), " + scoring, preset, tiles));
        }
        return experiment("scoring", runs);
    }

    /** Fewer views of each training image, on as many steps. */
    Experiment views() {
        List<Run> runs = new ArrayList<>();
        for (int views = 8; views <= STANDARD_VIEWS; views *= 2) {
            int epochs = options.training().epochs() * STANDARD_VIEWS / views;
            Options fewer = options.withTrainViews(views)
                    .withTraining(options.training().withEpochs(epochs));
            runs.add(run(runs, views + " views", fewer, tiles));
        }
        return experiment("views", runs);
    }

    /** {@link Options#paper()} with the light that the paper adds for tiles, in the fastest precision: some two hours. */
    Experiment paper() {
        Options paper =
                Options.paper().withViews(ViewOptions.rotationsAndLight()).withPrecision(Precision.fastest());
        Options faster = paper.withTraining(paper.training().withPrecision(Precision.fastest()));
        return experiment("paper", List.of(run(List.of(), "paper()", faster, tiles)));
    }

    /** {@link Options#small()} with everything in float32, and with convolutions and products in bfloat16. */
    Experiment precision() {
        Options small = Options.small();
        List<Run> runs = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            Options each =
                    small.withPrecision(precision).withTraining(small.training().withPrecision(precision));
            runs.add(run(runs, precision.name(), each, tiles));
        }
        return experiment("precision", runs);
    }

    /** Tiles that were never seen, in each scoring; {@link #scoring} has the official split. */
    Experiment byTile(List<Dataset> draws) {
        List<Run> runs = new ArrayList<>();
        for (Scoring scoring : Scoring.values()) {
            for (Dataset draw : draws) {
                runs.add(run(runs, scoring.name(), options.withScoring(scoring), draw));
            }
        }
        return experiment("by tile", runs);
    }

    /** Images squeezed into the square and images that keep their aspect ratio and have no black corners, tile by tile. */
    Experiment framing(List<Dataset> draws) {
        List<Run> runs = new ArrayList<>();
        for (Framing framing : Framing.values()) {
            Options framed = options.withViews(options.views().withFraming(framing));
            for (Scoring scoring : Scoring.values()) {
                for (Dataset draw : draws) {
                    runs.add(run(runs, framing + ", " + scoring, framed.withScoring(scoring), draw));
                }
            }
        }
        return experiment("framing", runs);
    }

    /** {@link Options#small()} on the drawn products in each framing; their images are square. */
    static Experiment products() {
        List<Dataset> products = List.of(
                Datasets.synthetic(),
                Datasets.synthetic(Product.WOVEN_CLOTH, 0.3, 100, 40, 0),
                Datasets.synthetic(Product.BOTTLE_CAP, 0.3, 100, 40, 0));
        List<Run> runs = new ArrayList<>();
        for (Dataset product : products) {
            for (Framing framing : Framing.values()) {
                Options small = Options.small();
                Options framed = small.withViews(small.views().withFraming(framing));
                runs.add(run(runs, product.name() + ", " + framing, framed, product));
            }
        }
        return experiment("products", runs);
    }

    private static Run run(List<Run> before, String name, Options options, Dataset data) {
        return new Run(name, Method.differNet(), options, data, before.size() + 1, Double.NaN);
    }

    private static Experiment experiment(String name, List<Run> runs) {
        return new Experiment("Accuracy, " + name, "", runs, Path.of(name + ".jsonl"), 1);
    }
}
