package org.differnet.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.differnet.Detector;
import org.differnet.Options;
import org.differnet.baseline.PatchMemory;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.features.Backbone;
import org.differnet.features.backbone.AlexNet;
import org.differnet.fetch.Fetch;
import org.differnet.fit.ProductViews;
import org.differnet.fit.TrainingSet;
import org.differnet.flow.TrainOptions;
import org.differnet.score.Scoring;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.score.evaluate.Roc;
import org.differnet.score.evaluate.SeedSummary;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/**
 * Judges what {@link Options#standard} makes of products, beside what it was before and other methods on the same features:
 * see docs/products.md.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@products -Dproducts=FOLDER -Dseeds=3 -Dout=FILE.md}. FOLDER has one folder a
 * product, in the layout train/good, test/good, test/KIND. {@code -Dmethods} takes some of the names in {@link #METHODS} and
 * {@link #OTHERS}; {@code -Dsets=products,tiles,drawn} some of the sets; {@code -Dtrain}, {@code -Dtest} at most so many images, and {@code
 * -Dviews} so many training and test views and, unless {@code -Depochs} says otherwise, as many steps of training as before, never
 * fewer than {@link Options#standard} takes, for a quick look; {@code -Dbackbone} takes {@code mobilenet}, {@code drawn} or
 * {@code untrained} in place of {@code alexnet}. {@code -Drule=true} only says which views it finds.
 */
public final class RealProducts {

    private static final List<String> METHODS =
            List.of("before", "standard", "Gaussian", "1-NN", "OCSVM", "patch memory");

    /** Only where {@code -Dmethods} names them. */
    private static final List<String> OTHERS = List.of("any rotation", "4 degrees", "standard 4+5");

    private static final String HEAD = """
            | set | method | AUROC | 95 % interval | recall at 1 % | at 5 % false positives | threshold: recall | false positives, promised 5 % | fit, s | one image, s |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    private final Path out = Path.of(System.getProperty("out", "target/products.md"));

    private RealProducts() {}

    public static void main(String[] args) throws IOException {
        new RealProducts().judge();
    }

    private void judge() throws IOException {
        List<String> methods =
                List.of(System.getProperty("methods", String.join(",", METHODS)).split(","));
        Files.createDirectories(out.toAbsolutePath().getParent());
        write(HEAD);
        for (Dataset set : sets()) {
            if (Boolean.getBoolean("rule")) {
                write(set.name() + ": " + ProductViews.of(set, Options.standard(), ProgressListener.NONE) + "\n");
                continue;
            }
            for (String method : methods) {
                write(row(set, method));
            }
        }
    }

    private static List<Dataset> sets() throws IOException {
        List<Dataset> sets = new ArrayList<>();
        List<String> kinds =
                List.of(System.getProperty("sets", "products,tiles,drawn").split(","));
        String folder = System.getProperty("products");
        if (kinds.contains("products") && folder != null) {
            try (Stream<Path> folders = Files.list(Path.of(folder))) {
                folders.filter(Files::isDirectory)
                        .sorted()
                        .map(Datasets::folder)
                        .forEach(sets::add);
            }
        }
        if (kinds.contains("tiles")) {
            for (long draw = 0; draw < 3; draw++) {
                sets.add(Datasets.magneticTilesByTile(Fetch.magneticTiles().path(), draw));
            }
        }
        if (kinds.contains("drawn")) {
            for (Product product : Product.values()) {
                sets.add(Datasets.synthetic(product, 0.3, 100, 40, 0));
            }
        }
        return sets.stream()
                .map(set -> set.sample(
                        Math.min(set.train().size(), Integer.getInteger("train", Integer.MAX_VALUE)),
                        Math.min(set.test().size(), Integer.getInteger("test", Integer.MAX_VALUE)),
                        0))
                .toList();
    }

    private static Options options(String method) {
        Options standard = Options.standard().withBackbone(backbone());
        Integer views = Integer.getInteger("views");
        TrainOptions training = standard.training();
        int epochs = views == null ? 0 : training.epochs() * standard.trainViews() / views;
        Options options = views == null
                ? standard
                : standard.withTrainViews(views)
                        .withTestViews(views)
                        .withTraining(training.withEpochs(Integer.getInteger("epochs", epochs))
                                .withFewestSteps(training.fewestSteps()));
        return switch (method) {
            case "before" ->
                options.withViews(ViewOptions.rotationsAndLight())
                        .withScoring(Scoring.MEAN)
                        .withFolds(0)
                        .withTraining(options.training().withFewestSteps(0));
            case "any rotation" -> options.withViews(ViewOptions.rotationsAndLight());
            case "4 degrees" -> options.withViews(new ViewOptions(4, 0.15, 0.15));
            case "patch memory" -> PatchMemory.options().withBackbone(backbone());
            case "standard 4+5" -> options.withBackbone(((AlexNet) options.backbone()).withFourth());
            default -> options;
        };
    }

    private static Backbone backbone() {
        return Networks.named(System.getProperty("backbone", "alexnet"));
    }

    private static Method method(String name) {
        return switch (name) {
            case "Gaussian" -> Method.gaussian();
            case "1-NN" -> Method.nearestNeighbour();
            case "OCSVM" -> Method.oneClassSvm();
            case "before", "standard", "any rotation", "4 degrees", "standard 4+5" -> Method.differNet();
            case "patch memory" -> Method.patchMemory();
            default ->
                throw new IllegalArgumentException("method is " + name + "; allowed are " + METHODS + " and " + OTHERS);
        };
    }

    private static String row(Dataset set, String name) {
        List<Evaluation> runs = new ArrayList<>();
        double fit = 0;
        double image = 0;
        long[] seeds = LongStream.range(0, Long.getLong("seeds", 1)).toArray();
        for (long seed : seeds) {
            long start = System.nanoTime();
            Options options = options(name).withSeed(seed);
            try (Detector detector = method(name).fit().apply(TrainingSet.of(set, options, ProgressListener.NONE))) {
                fit += seconds(start) / seeds.length;
                runs.add(detector.evaluate(set, ProgressListener.NONE));
                Sample one = set.test().get(0);
                long begin = System.nanoTime();
                detector.score(one);
                image += seconds(begin) / seeds.length;
            }
        }
        SeedSummary summary = new SeedSummary(runs);
        Evaluation first = runs.get(0);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.1f to %.1f | %.0f | %.0f | %.0f | %.1f | %.0f | %.1f |%n",
                set.name(),
                name,
                seeds.length > 1
                        ? String.format(
                                Locale.ROOT,
                                "%.1f ± %.1f",
                                100 * summary.mean(Roc::auroc),
                                100 * summary.deviation(Roc::auroc))
                        : String.format(Locale.ROOT, "%.1f", 100 * first.auroc()),
                100 * first.interval(Roc::auroc).low(),
                100 * first.interval(Roc::auroc).high(),
                100 * summary.mean(roc -> roc.recallAt(0.01)),
                100 * summary.mean(roc -> roc.recallAt(0.05)),
                100 * mean(runs, run -> run.roc().recall(run.threshold())),
                100 * mean(runs, run -> run.roc().falsePositiveRate(run.threshold())),
                fit,
                image);
    }

    private static double mean(List<Evaluation> runs, ToDoubleFunction<Evaluation> measure) {
        return runs.stream().mapToDouble(measure).average().orElseThrow();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void write(String text) throws IOException {
        System.out.print(text);
        Files.writeString(out, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
