package org.differnet.localization;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.Score;
import org.differnet.baseline.PatchMemory;
import org.differnet.chart.Gallery;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.fit.TrainingSet;
import org.differnet.localize.AnomalyMap;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.localize.MapScale;
import org.differnet.localize.PlaceMap;
import org.differnet.localize.evaluate.LocalizationEvaluation;
import org.differnet.view.Framing;
import org.differnet.work.ProgressListener;

/**
 * Compares ways of making heat maps with the masks of a data set.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@localization -Ddata=DATA}; DATA is "plates", "cloth", "caps", "tiles=FOLDER"
 * for the magnetic tiles, or a folder in a layout of {@link Datasets#folder} with masks. Prints a table for each way and for
 * the floor, a map that has the image's score everywhere.
 *
 * <ul>
 *   <li>{@code -Dmodel=FILE}: a saved model of this data set instead of a new fit; {@code -Dpreset=standard} or small says
 *       what is fitted otherwise, {@code -Dviews=16 -Depochs=8} with so many training and test views and epochs
 *   <li>{@code -Dframing=MIRRORED}: how images become squares, of a model that is fitted
 *   <li>{@code -Dparts=chosen,rest,all}: a table for each of these; chosen are 20 images of each kind of defect and 60
 *       good ones, on which ways were compared and settings chosen, rest are the others; without it all
 *   <li>{@code -Dways=FLOOR,CONSENSUS,INFLUENCE,GRADIENT,REFERENCE,PATCHES,PLACES}: which ways; PATCHES are the maps of a
 *       {@link PatchMemory}, PLACES have a Gaussian of their own at each place and know nothing of the flow
 *   <li>{@code -Dgallery=FOLDER}: writes maps of some images of each kind, one picture for each way
 * </ul>
 */
public final class Localization {

    private static final String TILES = "tiles=";
    private static final int SHOWN_OF_EACH_KIND = 2;
    private static final int CHOSEN_OF_EACH_KIND = 20;
    private static final int CHOSEN_GOOD = 60;

    /** As many as give the scale of a model's own maps. */
    private static final int SCALE_IMAGES = 16;

    private final DifferNet model;
    private final Dataset dataset;
    private final List<Sample> train;
    private final List<Sample> good;

    private Localization(DifferNet model, Dataset dataset) {
        this.model = model;
        this.dataset = dataset;
        try (TrainingSet split = TrainingSet.of(dataset, model.options(), ProgressListener.NONE)) {
            this.train = split.train();
            List<Sample> unseen = split.heldOut().isEmpty() ? train : split.heldOut();
            this.good = unseen.subList(0, Math.min(SCALE_IMAGES, unseen.size()));
        }
    }

    public static void main(String[] args) throws IOException {
        Dataset dataset = dataset(System.getProperty("data", "plates"));
        try (DifferNet model = model(dataset)) {
            System.out.println(model);
            new Localization(model, dataset).report();
        }
    }

    private static DifferNet model(Dataset dataset) {
        String file = System.getProperty("model");
        if (file != null) {
            return DifferNet.load(Path.of(file), ProgressListener.NONE);
        }
        boolean standard = System.getProperty("preset", "small").equals("standard");
        Options options = standard ? Options.standard() : Options.small();
        Integer views = Integer.getInteger("views");
        if (views != null) {
            options = options.withTrainViews(views).withTestViews(views);
        }
        Integer epochs = Integer.getInteger("epochs");
        if (epochs != null) {
            options = options.withEpochs(epochs);
        }
        Framing framing = Framing.valueOf(System.getProperty("framing", "STRETCHED"));
        return DifferNet.fit(
                dataset, options.withViews(options.views().withFraming(framing)), ProgressListener.console());
    }

    private void report() throws IOException {
        String gallery = System.getProperty("gallery");
        for (String way : System.getProperty("ways", "FLOOR,CONSENSUS,INFLUENCE,GRADIENT,REFERENCE")
                .split(",")) {
            switch (way) {
                case "FLOOR" -> report(way, sample -> floor(model.score(sample)));
                case "PATCHES" -> {
                    try (PatchMemory memory = PatchMemory.fit(dataset, PatchMemory.options(), ProgressListener.NONE)) {
                        report(way, memory::heatmap, gallery);
                    }
                }
                default -> {
                    try (AnomalyMap maps = maps(way)) {
                        MapScale scale = MapScale.of(good.stream().map(maps::of).toList());
                        report(
                                way,
                                sample -> new Heatmap(
                                        sample.toString(), sample, scale.apply(maps.of(sample)), maps.size()),
                                gallery);
                    }
                }
            }
        }
    }

    private AnomalyMap maps(String way) {
        NDManager manager = model.flow().manager();
        if (!way.equals("PLACES")) {
            return AnomalyMap.of(manager, model.features(), model.flow(), how(way));
        }
        PlaceGaussian places = new PlaceGaussian(manager, model.features(), train);
        return PlaceMap.of(manager, model.options().views().framing(), places.side(), places::distances);
    }

    private void report(String way, Function<Sample, Heatmap> maps, String gallery) throws IOException {
        report(way, maps);
        if (gallery != null) {
            Path file = Path.of(gallery, way.toLowerCase(Locale.ROOT) + ".png");
            ImageIO.write(examples(maps).picture(), "png", file.toFile());
        }
    }

    private void report(String way, Function<Sample, Heatmap> maps) {
        Map<Sample, Heatmap> made = new ConcurrentHashMap<>();
        for (String part : System.getProperty("parts", "all").split(",")) {
            LocalizationEvaluation evaluation = LocalizationEvaluation.of(
                    way + ", " + part, part(part), sample -> made.computeIfAbsent(sample, maps), ProgressListener.NONE);
            System.out.println(evaluation);
            System.out.printf(
                    Locale.ROOT, "mean pixel AUROC of single defective images %.3f%n", evaluation.meanImageAuroc());
            System.out.println(evaluation.table().printAll());
            System.out.println();
        }
    }

    private static HeatmapOptions how(String way) {
        return switch (HeatmapOptions.Method.valueOf(way)) {
            case CONSENSUS -> HeatmapOptions.standard();
            case INFLUENCE -> HeatmapOptions.influence();
            case GRADIENT -> HeatmapOptions.paper();
            case REFERENCE -> HeatmapOptions.reference();
        };
    }

    /** All test images, the chosen ones or the rest; the same at each call. */
    private List<Sample> part(String part) {
        if (part.equals("all")) {
            return dataset.test();
        }
        List<Sample> images = new ArrayList<>();
        for (String kind : dataset.kinds()) {
            List<Sample> all = new ArrayList<>(dataset.test(kind));
            Collections.shuffle(all, new Random(5));
            int chosen = Math.min(all.size(), kind.equals(Sample.GOOD) ? CHOSEN_GOOD : CHOSEN_OF_EACH_KIND);
            images.addAll(part.equals("chosen") ? all.subList(0, chosen) : all.subList(chosen, all.size()));
        }
        return images;
    }

    /** Some images of each kind with their maps and masks. */
    private Gallery examples(Function<Sample, Heatmap> maps) {
        List<Heatmap> shown = new ArrayList<>();
        for (String kind : dataset.kinds()) {
            List<Sample> some = dataset.test(kind);
            for (int i = 0; i < Math.min(SHOWN_OF_EACH_KIND, some.size()); i++) {
                shown.add(maps.apply(some.get(i * some.size() / SHOWN_OF_EACH_KIND)));
            }
        }
        return Gallery.of(shown, 2);
    }

    /** In times of the threshold: there is no map whose level could be taken. */
    private static Heatmap floor(Score score) {
        float[] values = new float[4];
        Arrays.fill(values, (float) (score.score() / score.threshold().value()));
        return new Heatmap("floor", score.sample(), values, 2);
    }

    private static Dataset dataset(String name) {
        return switch (name) {
            case "plates" -> Datasets.synthetic();
            case "cloth" -> Datasets.synthetic(Product.WOVEN_CLOTH, 0.3, 100, 40, 0);
            case "caps" -> Datasets.synthetic(Product.BOTTLE_CAP, 0.3, 100, 40, 0);
            default ->
                name.startsWith(TILES)
                        ? Datasets.magneticTiles(Path.of(name.substring(TILES.length())))
                        : Datasets.folder(Path.of(name));
        };
    }
}
