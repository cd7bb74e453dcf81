package org.differnet.toys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.features.FeaturePool;
import org.differnet.features.cache.FeatureFolder;
import org.differnet.flow.Clamp;
import org.differnet.flow.Composition;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.score.Latents;
import org.differnet.score.evaluate.Roc;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;

/**
 * Flows of the family inside DifferNet, all else as in {@code Options.small()}: magnetic tiles by tile in two draws, and
 * three drawn products.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@inside -Dtiles=FOLDER}; without the folder the drawn products alone;
 * {@code -Dmembers=affine,spline} and
 * {@code -Ddata=NAME,NAME} take these alone. Prints a line for each fit, tab-separated: data, member, AUROC in
 * percent, loss of held-out good images, seconds of training, parameters. Features are kept between the fits.
 */
public final class Inside {

    private Inside() {}

    public static void main(String[] args) {
        List<Dataset> datasets = new ArrayList<>(List.of(
                Datasets.synthetic(),
                Datasets.synthetic(Product.WOVEN_CLOTH, 0.3, 100, 40, 0),
                Datasets.synthetic(Product.BOTTLE_CAP, 0.3, 100, 40, 0)));
        String tiles = System.getProperty("tiles");
        if (tiles != null) {
            datasets.add(Datasets.magneticTilesByTile(Path.of(tiles), 0));
            datasets.add(Datasets.magneticTilesByTile(Path.of(tiles), 1));
        }
        String chosen = System.getProperty("members", "");
        String data = System.getProperty("data", "");
        for (Dataset dataset : datasets) {
            if (!data.isEmpty() && !List.of(data.split(",")).contains(dataset.name())) {
                continue;
            }
            for (var member : members().entrySet()) {
                if (chosen.isEmpty() || ("," + chosen + ",").contains("," + member.getKey() + ",")) {
                    fit(dataset, member.getKey(), Options.small().withFlow(member.getValue()));
                }
            }
        }
    }

    private static Map<String, Composition> members() {
        Map<String, Composition> members = new LinkedHashMap<>();
        Composition scaled = Flow.onFeatures().normalize();
        members.put("affine", Composition.of(Options.small().flow()));
        members.put("additive", scaled.permute(0).additive(256, 3).repeat(8));
        members.put("masked", scaled.permute(0).masked(256, 2, Clamp.soft(1)).repeat(4));
        members.put("linear Gaussian", scaled.linear(0).normalize());
        members.put("spline", scaled.permute(0).spline(256, 2, 4, 5).repeat(2));
        return members;
    }

    private static void fit(Dataset dataset, String name, Options options) {
        try (DifferNet model = DifferNet.fit(dataset, options, ProgressListener.NONE)) {
            List<History.Epoch> epochs = model.history().epochs();
            System.out.printf(
                    Locale.ROOT,
                    "%s\t%s\t%.2f\t%.4f\t%.0f\t%d%n",
                    dataset.name(),
                    name,
                    100 * auroc(model, dataset),
                    epochs.get(epochs.size() - 1).heldOutLoss(),
                    epochs.stream().mapToDouble(History.Epoch::seconds).sum(),
                    model.flow().parameterCount());
        }
    }

    /** As the model's own evaluation, in views of one draw, whose features are kept for the next flow. */
    private static double auroc(DifferNet model, Dataset dataset) {
        List<View> views = model.options().views().draw(model.options().testViews(), 1);
        List<Sample> test = dataset.test();
        FeaturePool pool = FeatureFolder.inHome()
                .pool(
                        model.flow().manager(),
                        model.features(),
                        test,
                        i -> views,
                        "test",
                        ProgressListener.NONE,
                        ReadErrors.refused());
        double[] scores = new double[test.size()];
        boolean[] anomalous = new boolean[test.size()];
        for (int i = 0; i < scores.length; i++) {
            float[] z = Latents.of(model.flow(), pool.of(i));
            scores[i] = model.options().scoring().ofImage(z, pool.dimension(), null);
            anomalous[i] = test.get(i).anomalous();
        }
        return Roc.of(scores, anomalous).auroc();
    }
}
