package org.differnet.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.differnet.Options;
import org.differnet.baseline.AdGan;
import org.differnet.baseline.Dsebm;
import org.differnet.baseline.GanOmaly;
import org.differnet.baseline.GeoTrans;
import org.differnet.baseline.PixelMethod;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.features.Backbone;
import org.differnet.features.backbone.Pixels;

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

    /** What may bring the two that are far from the paper's numbers nearer: size, width, colour, length of the training and of the search. */
    static Experiment variants(Dataset tiles) {
        Map<String, PixelMethod> methods = new LinkedHashMap<>();
        methods.put("GANomaly, 64 px", GanOmaly.Settings.small());
        methods.put("GANomaly, grey", GanOmaly.Settings.small());
        methods.put("GANomaly, 8 epochs", GanOmaly.Settings.small().withEpochs(8));
        methods.put("GANomaly, 120 epochs", GanOmaly.Settings.small().withEpochs(120));
        methods.put("GANomaly, paper()", GanOmaly.Settings.paper());
        methods.put("ADGAN, 5 steps", AdGan.Settings.small().withSearch(4, 5));
        methods.put("ADGAN, 8 starts of 100 steps", AdGan.Settings.small().withSearch(8, 100));
        methods.put("ADGAN, 240 epochs", AdGan.Settings.small().withEpochs(240));
        List<Run> runs = new ArrayList<>();
        methods.forEach((name, method) -> {
            Run usual = Experiments.table2(tiles).only(method.name()).runs().get(0);
            Options options =
                    switch (name) {
                        case "GANomaly, 64 px" -> usual.options().withBackbone(Backbone.pixels(64));
                        case "GANomaly, grey" ->
                            usual.options().withBackbone(Pixels.at(32).grey());
                        default -> usual.options();
                    };
            runs.add(new Run(name, Method.onPixels(method), options, tiles, runs.size() + 1, usual.published()));
        });
        return experiment("pixelvariants", runs);
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
