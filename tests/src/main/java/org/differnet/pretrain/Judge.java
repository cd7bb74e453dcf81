package org.differnet.pretrain;

import java.nio.file.Path;
import java.util.Locale;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.features.Backbone;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.work.ProgressListener;

/**
 * The AUROC of {@link Options#small()} with given weights, one line for each data set and seed, in the precision that is
 * fastest on the processor.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@judge -Dweights=FILE -Ddata=LIST}.
 *
 * <ul>
 *   <li>{@code -Dweights=WHICH}: imagenet, mobilenet, mobilenet-BLOCK, drawn, or a file in torchvision's layout; without
 *       it the untrained network
 *   <li>{@code -Ddata=LIST}: plates, cloth, caps, tiles=FOLDER, bytile=FOLDER and folders in the layouts of {@link
 *       Datasets#folder}, separated by commas
 *   <li>{@code -Dseeds=3}: seeds 0, 1, 2
 *   <li>{@code -Dtrain=120}, {@code -Dtest=120}: at most so many images of each data set
 * </ul>
 */
public final class Judge {

    private static final String BLOCK = "mobilenet-";

    private Judge() {}

    public static void main(String[] args) {
        Backbone backbone = backbone(System.getProperty("weights", "untrained"));
        System.out.println(backbone);
        for (String name : System.getProperty("data", "plates,cloth,caps").split(",")) {
            Dataset dataset = some(dataset(name)).inMemory();
            for (int seed = 0; seed < Integer.getInteger("seeds", 1); seed++) {
                Options options = Options.small().withBackbone(backbone).withSeed(seed);
                try (DifferNet model = DifferNet.fit(dataset, options, ProgressListener.NONE)) {
                    Evaluation evaluation = model.evaluate(dataset, ProgressListener.NONE);
                    System.out.printf(
                            Locale.ROOT,
                            "%s\tseed %d\t%.1f\t%s%n",
                            dataset.name(),
                            seed,
                            100 * evaluation.auroc(),
                            evaluation.aurocByKind());
                }
            }
        }
    }

    private static Dataset some(Dataset all) {
        return all.sample(
                Math.min(all.train().size(), Integer.getInteger("train", Integer.MAX_VALUE)),
                Math.min(all.test().size(), Integer.getInteger("test", Integer.MAX_VALUE)),
                0);
    }

    private static Backbone backbone(String weights) {
        return switch (weights) {
            case "untrained" -> Backbone.alexNet().untrained(0);
            case "imagenet" -> Backbone.alexNet();
            case "drawn" -> Backbone.drawn();
            case "mobilenet" -> Backbone.mobileNetV2();
            default ->
                weights.startsWith(BLOCK)
                        ? Backbone.mobileNetV2().withLayer(Integer.parseInt(weights.substring(BLOCK.length())))
                        : Backbone.alexNet().withWeights(Path.of(weights));
        };
    }

    private static Dataset dataset(String name) {
        int equals = name.indexOf('=');
        Path folder = Path.of(name.substring(equals + 1));
        return switch (name.substring(0, Math.max(0, equals))) {
            case "tiles" -> Datasets.magneticTiles(folder);
            case "bytile" -> Datasets.magneticTilesByTile(folder, 0);
            default ->
                switch (name) {
                    case "plates" -> Datasets.synthetic();
                    case "cloth" -> Datasets.synthetic(Product.WOVEN_CLOTH, 0.3, 100, 40, 0);
                    case "caps" -> Datasets.synthetic(Product.BOTTLE_CAP, 0.3, 100, 40, 0);
                    default -> Datasets.folder(folder);
                };
        };
    }
}
