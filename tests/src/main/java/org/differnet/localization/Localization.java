package org.differnet.localization;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.Score;
import org.differnet.chart.Gallery;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.localize.LocalizationEvaluation;
import org.differnet.work.ProgressListener;

/**
 * Compares ways of making heat maps with the masks of a data set.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@localization -Ddata=DATA -Dpreset=small -Dgallery=FILE.png}; DATA is
 * "plates", "cloth", "caps" or the folder of the magnetic tiles. Prints a table for each way, and first for the floor: a
 * map that has the image's score everywhere.
 */
public final class Localization {

    private static final int SHOWN_OF_EACH_KIND = 2;

    private Localization() {}

    public static void main(String[] args) throws IOException {
        Dataset dataset = dataset(System.getProperty("data", "plates"));
        Options options =
                System.getProperty("preset", "small").equals("standard") ? Options.standard() : Options.small();
        try (DifferNet model = DifferNet.fit(dataset, options, ProgressListener.console())) {
            System.out.println(model);
            report(model, dataset);
            String gallery = System.getProperty("gallery");
            if (gallery != null) {
                ImageIO.write(
                        examples(model, dataset).picture(),
                        "png",
                        Path.of(gallery).toFile());
            }
        }
    }

    /** Prints the tables of all ways. */
    public static void report(DifferNet model, Dataset dataset) {
        print(LocalizationEvaluation.of(
                "floor: the score everywhere",
                dataset.test(),
                sample -> floor(model.score(sample)),
                ProgressListener.NONE));
        for (HeatmapOptions how :
                List.of(HeatmapOptions.standard(), HeatmapOptions.paper(), HeatmapOptions.reference())) {
            long start = System.nanoTime();
            print(model.localization(dataset, how));
            double seconds = (System.nanoTime() - start) / 1e9 / dataset.test().size();
            System.out.printf(Locale.ROOT, "%.2f s an image, comparison and intervals included%n%n", seconds);
        }
    }

    /** Some images of each kind with their maps and masks. */
    public static Gallery examples(DifferNet model, Dataset dataset) {
        List<Heatmap> maps = new ArrayList<>();
        for (String kind : dataset.kinds()) {
            List<Sample> some = dataset.test(kind);
            for (int i = 0; i < Math.min(SHOWN_OF_EACH_KIND, some.size()); i++) {
                maps.add(model.score(some.get(i * some.size() / SHOWN_OF_EACH_KIND))
                        .heatmap());
            }
        }
        return Gallery.of(maps, 2);
    }

    private static void print(LocalizationEvaluation evaluation) {
        System.out.println(evaluation);
        System.out.printf(
                Locale.ROOT, "mean pixel AUROC of single defective images %.3f%n", evaluation.meanImageAuroc());
        System.out.println(evaluation.table().printAll());
    }

    /** In times of the threshold: there is no map whose level could be taken. */
    private static Heatmap floor(Score score) {
        float[] values = new float[4];
        Arrays.fill(values, (float) (score.value() / score.threshold().value()));
        return new Heatmap("floor", score.sample(), values, 2);
    }

    private static Dataset dataset(String name) {
        return switch (name) {
            case "plates" -> Datasets.synthetic();
            case "cloth" -> Datasets.synthetic(Product.WOVEN_CLOTH, 0.3, 100, 40, 0);
            case "caps" -> Datasets.synthetic(Product.BOTTLE_CAP, 0.3, 100, 40, 0);
            default -> Datasets.magneticTiles(Path.of(name));
        };
    }
}
