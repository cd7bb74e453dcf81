package org.differnet.baseline;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.differnet.Options;
import org.differnet.Provenance;
import org.differnet.data.image.ValueRange;
import org.differnet.features.ViewFeatures;
import org.differnet.view.View;

/**
 * What turns images into features, as it was when the detector was fitted.
 *
 * @param manager owns all native memory
 * @param range the values of files with more than 8 bits that become black and white, where not all of the type
 */
record Sight(
        NDManager manager,
        ViewFeatures features,
        Optional<ValueRange> range,
        Options options,
        List<View> testViews,
        Provenance provenance)
        implements AutoCloseable {

    @Override
    public void close() {
        features.close();
        manager.close();
    }
}
