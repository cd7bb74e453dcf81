package org.differnet.pretrain;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.differnet.Options;
import org.differnet.baseline.Baseline;
import org.differnet.baseline.Gaussian;
import org.differnet.data.Dataset;
import org.differnet.features.Backbone;
import org.differnet.work.ProgressListener;

/**
 * Compares networks on drawn products with a Gaussian of their features: quick, and none of the products is one that
 * they are judged on.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@compare -Dnetworks=FILE,FILE -Dproducts=8}; {@code
 * -Dfamilies=CELLS,PRINT} takes these textures alone, such as those that training went without.
 */
public final class Compare {

    private static final int TRAIN = 30;
    private static final int TEST = 30;
    private static final int VIEWS = 4;

    private Compare() {}

    public static void main(String[] args) {
        int products = Integer.getInteger("products", 8);
        List<Texture> families = List.of(Texture.values());
        if (System.getProperty("families") != null) {
            families = List.of(System.getProperty("families").split(",")).stream()
                    .map(Texture::valueOf)
                    .toList();
        }
        for (String file : System.getProperty("networks").split(",")) {
            StringBuilder line = new StringBuilder();
            double sum = 0;
            for (int product = 0; product < products; product++) {
                Dataset dataset = PseudoProducts.of(families, TRAIN, TEST, 1000 + product);
                Options options = Options.small()
                        .withTrainViews(VIEWS)
                        .withTestViews(VIEWS)
                        .withHoldOut(0)
                        .withBackbone(Backbone.alexNet().withWeights(Path.of(file)));
                try (Baseline baseline = Gaussian.fit(dataset, options, ProgressListener.NONE)) {
                    double auroc = 100
                            * baseline.evaluate(dataset, ProgressListener.NONE).auroc();
                    sum += auroc / products;
                    line.append(String.format(Locale.ROOT, " %.1f", auroc));
                }
            }
            System.out.printf(Locale.ROOT, "%s\tmean %.1f\t%s%n", file, sum, line);
        }
    }
}
