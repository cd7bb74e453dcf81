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
import org.differnet.flow.Clamp;
import org.differnet.flow.Composition;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.work.ProgressListener;

/**
 * Flows of the family inside DifferNet, all else as in {@code Options.small()}: magnetic tiles by tile in two draws, and
 * three drawn products.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@inside -Dtiles=FOLDER}; without the folder the drawn products alone;
 * {@code -Dmembers=affine,spline} takes these alone. Prints a line for each fit, tab-separated: data, member, AUROC in
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
        for (Dataset dataset : datasets) {
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
                    100 * model.evaluate(dataset, ProgressListener.NONE).auroc(),
                    epochs.get(epochs.size() - 1).heldOutLoss(),
                    epochs.stream().mapToDouble(History.Epoch::seconds).sum(),
                    model.flow().parameterCount());
        }
    }
}
