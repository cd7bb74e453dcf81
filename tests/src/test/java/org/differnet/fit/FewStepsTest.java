package org.differnet.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.flow.FlowOptions;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

/** Few images have few steps in an epoch: they are trained on for more epochs, unless epochs were asked for. */
class FewStepsTest {

    private static final Dataset EIGHT = Grid.products(8, i -> 0, i -> 1);
    private static final Options ONE_STEP_AN_EPOCH = Options.standard()
            .withBackbone(new Grid())
            .withViews(ViewOptions.rotationsAndLight())
            .withTrainViews(2)
            .withTestViews(2)
            .withFolds(0)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8).withHiddenLayers(1));

    private static int epochs(Options options) {
        try (DifferNet model = DifferNet.fit(EIGHT, options, ProgressListener.NONE)) {
            return model.history().epochs().size();
        }
    }

    @Test
    void fewestStepsAreMadeByMoreEpochs() {
        assertEquals(
                12,
                epochs(ONE_STEP_AN_EPOCH.withTraining(
                        ONE_STEP_AN_EPOCH.training().withFewestSteps(12))));
    }

    @Test
    void epochsThatWereAskedForAreKept() {
        assertEquals(3, epochs(ONE_STEP_AN_EPOCH.withEpochs(3)));
    }
}
