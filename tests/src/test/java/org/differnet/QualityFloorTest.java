package org.differnet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.differnet.baseline.Baseline;
import org.differnet.baseline.Gaussian;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.features.Backbone;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

/** The features that are in the library, with no weights from elsewhere, tell defective pictures from good ones. */
class QualityFloorTest {

    /** 0.5 is chance; 0.75 was measured, with a standard error of 0.06. Wrong pixels are GoldenFeaturesTest's to notice. */
    private static final double FLOOR = 0.65;

    @Test
    void shippedFeaturesFindDefectsOfPlates() {
        Dataset plates = Datasets.synthetic(Product.METAL_PLATE, 0.1, 40, 30, 0);
        Options options =
                Options.small().withBackbone(Backbone.drawn()).withTrainViews(4).withTestViews(4);
        try (Baseline gaussian = Gaussian.fit(plates, options, ProgressListener.NONE)) {
            double auroc = gaussian.evaluate(plates, ProgressListener.NONE).auroc();
            assertTrue(auroc > FLOOR, "AUROC " + auroc);
        }
    }
}
