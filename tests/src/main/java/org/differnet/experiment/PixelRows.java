package org.differnet.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.baseline.AdGan;
import org.differnet.baseline.Dsebm;
import org.differnet.baseline.GeoTrans;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;

/** The rows of Table 2 that train networks of their own on pixels: see docs/pixels.md. */
final class PixelRows {

    /** By default the one that takes longest comes last. */
    private static final String[] METHODS =
            System.getProperty("methods", "GANomaly,DSEBM,ADGAN,GeoTrans").split(",");

    private PixelRows() {}

    /** The four on the data set of the paper's table, in their small settings. */
    static Experiment official(Dataset tiles) {
        return experiment("pixels", Experiments.table2(tiles).only(METHODS).runs());
    }

    /** The four on each data set, in their small settings. */
    static Experiment of(String name, List<Dataset> sets) {
        List<Run> runs = new ArrayList<>();
        for (Dataset set : sets) {
            for (Run run : Experiments.table2(set).only(METHODS).runs()) {
                runs.add(new Run(
                        set.name() + ", " + run.name(), run.method(), run.options(), set, runs.size() + 1, Double.NaN));
            }
        }
        return experiment(name, runs);
    }

    /** Other scores of the same nets, and a longer search. */
    static Experiment scores(Dataset tiles) {
        List<Method> methods = List.of(
                Method.onPixels(GeoTrans.Settings.small().withScore(GeoTrans.Score.SOFTMAX)),
                Method.onPixels(Dsebm.Settings.small().withScore(Dsebm.Score.ENERGY)),
                Method.onPixels(AdGan.Settings.small().withSearch(8, 100)));
        List<Run> runs = new ArrayList<>();
        for (Method method : methods) {
            if (!List.of(METHODS).contains(method.name())) {
                continue;
            }
            Run usual = Experiments.table2(tiles).only(method.name()).runs().get(0);
            runs.add(new Run(
                    method.name() + ", another score",
                    method,
                    usual.options(),
                    tiles,
                    runs.size() + 1,
                    usual.published()));
        }
        return experiment("pixelscores", runs);
    }

    /** The drawn products that other reports take. */
    static List<Dataset> drawn() {
        return Stream.of(Product.values())
                .map(product -> Datasets.synthetic(product, 0.3, 100, 40, 0))
                .toList();
    }

    private static Experiment experiment(String name, List<Run> runs) {
        return new Experiment("Methods on pixels, " + name, "", runs, Path.of(name + ".jsonl"), 1);
    }
}
