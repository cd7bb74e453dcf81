package org.differnet.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.fetch.Fetch;
import org.differnet.score.Scoring;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Makes the paper's experiments on the magnetic tiles, and those of docs/accuracy.md
 * ({@code scoring,views,paper,precision,bytile,framing,products}), and those of the methods on pixels ({@code
 * pixels,pixelsbytile,pixelsdrawn,pixelscores,pixelvariants}), and prints them as Markdown.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@experiments -Dwhich=table2,table3,figure7 -Dseeds=1 -Dsubsets=3 -Dout=FOLDER}. What
 * is finished stands in FOLDER and is not made again; the figures are drawn there.
 */
public final class PaperExperiments {

    /** Of the sizes of Figure 7 those that tell most; all images come last. */
    private static final int[] SIZES = {1, 16, 64, 256};

    private static final int PAPER_TEST_VIEWS = 64;
    private static final int TRAIN_VIEWS = 64;

    private PaperExperiments() {}

    public static void main(String[] args) throws IOException {
        Dataset tiles = Datasets.magneticTiles(Fetch.magneticTiles().path());
        Options options = Options.standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withScoring(Scoring.MEAN)
                .withFolds(0)
                .withTrainViews(TRAIN_VIEWS)
                .withTestViews(PAPER_TEST_VIEWS);
        Path out = Path.of(System.getProperty("out", "target/experiments"));
        long[] seeds = LongStream.range(0, Long.getLong("seeds", 1)).toArray();
        Files.createDirectories(out);
        for (String which : System.getProperty("which", "table2,table3,figure7").split(",")) {
            Experiment experiment =
                    switch (which) {
                        case "table2" -> Experiments.table2(tiles, options).withSeeds(seeds);
                        case "table3" -> Experiments.ablation(tiles, options).withSeeds(seeds);
                        case "figure7" ->
                            Experiments.trainingSizes(
                                    tiles,
                                    options,
                                    Integer.getInteger("subsets", 3),
                                    withAll(tiles.train().size()));
                        case "scoring" -> new Accuracy(tiles, options).scoring().withSeeds(seeds);
                        case "views" -> new Accuracy(tiles, options).views().withSeeds(seeds);
                        case "paper" -> new Accuracy(tiles, options).paper().withSeeds(seeds);
                        case "precision" ->
                            new Accuracy(tiles, options).precision().withSeeds(seeds);
                        case "bytile" -> new Accuracy(tiles, options).byTile(byTile(seeds));
                        case "framing" -> new Accuracy(tiles, options).framing(byTile(seeds));
                        case "products" -> Accuracy.products().withSeeds(seeds);
                        case "pixels" -> PixelRows.official(tiles).withSeeds(seeds);
                        case "pixelsbytile" ->
                            PixelRows.of("pixelsbytile", byTile(new long[1])).withSeeds(seeds);
                        case "pixelsdrawn" ->
                            PixelRows.of("pixelsdrawn", PixelRows.drawn()).withSeeds(seeds);
                        case "pixelscores" -> PixelRows.scores(tiles).withSeeds(seeds);
                        case "pixelvariants" -> PixelRows.variants(tiles).withSeeds(seeds);
                        default ->
                            throw new IllegalArgumentException("which is " + which
                                    + "; allowed are table2, table3, figure7, scoring, views, paper, precision,"
                                    + " bytile, framing, products, pixels, pixelsbytile, pixelsdrawn, pixelscores and"
                                    + " pixelvariants");
                    };
            Results results = experiment.withLog(out.resolve(which + ".jsonl")).run(ProgressListener.console());
            System.out.printf(Locale.ROOT, "%n%s%n%n%s%n", results, markdown(results.table()));
            System.out.printf(Locale.ROOT, "%n%s%n", markdown(results.kinds()));
            ImageIO.write(results.picture(), "png", out.resolve(which + ".png").toFile());
        }
    }

    private static List<Dataset> byTile(long[] draws) {
        return LongStream.of(draws)
                .mapToObj(draw ->
                        Datasets.magneticTilesByTile(Fetch.magneticTiles().path(), draw))
                .toList();
    }

    private static int[] withAll(int all) {
        return IntStream.concat(Arrays.stream(SIZES).filter(size -> size < all), IntStream.of(all))
                .toArray();
    }

    private static String markdown(Table table) {
        String head = table.columnNames().stream().collect(Collectors.joining(" | ", "| ", " |\n"));
        String rule = "|---".repeat(table.columnCount()) + "|\n";
        return IntStream.range(0, table.rowCount())
                .mapToObj(row -> table.columns().stream()
                        .map(column -> cell(column, row))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .collect(Collectors.joining("\n", head + rule, ""));
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        return column instanceof DoubleColumn
                ? String.format(Locale.ROOT, "%.1f", (Double) column.get(row))
                : column.get(row).toString();
    }
}
