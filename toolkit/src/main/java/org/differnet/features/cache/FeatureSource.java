package org.differnet.features.cache;

import java.util.List;
import org.differnet.data.Sample;
import org.differnet.view.View;

/** Where the features of an image come from: the network, or what is known from an earlier time. */
@FunctionalInterface
public interface FeatureSource {

    /**
     * The features of views of an image. Called on several threads at once.
     *
     * @return (views, dimension) row by row
     */
    float[] of(Sample sample, List<View> views);
}
