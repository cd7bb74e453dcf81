package org.differnet.baseline;

import ai.djl.ndarray.NDManager;
import org.differnet.Options;
import org.differnet.baseline.deep.Images;
import org.differnet.features.Backbone;
import org.differnet.features.FeaturePool;
import org.differnet.fit.TrainingSet;
import org.differnet.view.ViewOptions;

/** How methods that learn from pixels are fitted. */
final class PixelMethod {

    private PixelMethod() {}

    /** What they see unless told otherwise: each image once, upright, in 32 x 32 pixels and colour; trained once. */
    static Options options() {
        return Options.standard()
                .withBackbone(Backbone.pixels(32))
                .withViews(new ViewOptions(0, 0, 0))
                .withTrainViews(1)
                .withTestViews(1)
                .withFolds(0);
    }

    /** The way from images to a model. */
    @FunctionalInterface
    interface Learner {
        FeatureModel learn(NDManager parent, Images images);
    }

    static Baseline fit(TrainingSet good, String name, Learner learner) {
        return Baseline.fit(
                good,
                (NDManager parent, FeaturePool pool) ->
                        learner.learn(parent, Images.of(name, good.options().backbone(), pool)));
    }
}
