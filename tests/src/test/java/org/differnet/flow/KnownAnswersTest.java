package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

class KnownAnswersTest {

    /** A Gaussian of three dimensions, each made of the one before. */
    private static float[] gaussian(int n, long seed) {
        MersenneTwister random = new MersenneTwister(seed);
        float[] rows = new float[3 * n];
        for (int i = 0; i < rows.length; i += 3) {
            double a = 2 * random.nextNormal();
            double b = 0.7 * a + 0.5 * random.nextNormal();
            rows[i] = (float) (a + 1);
            rows[i + 1] = (float) (b - 2);
            rows[i + 2] = (float) (a - b + 0.1 * random.nextNormal());
        }
        return rows;
    }

    @Test
    void aLinearFlowOnAGaussianReachesTheAnalyticLikelihood() {
        float[] unseen = gaussian(20_000, 2);
        double analytic = -1.5 * Math.log(2 * Math.PI * Math.E) - Math.log(2 * 0.5 * 0.1);
        try (Flow flow = Flow.on(3).normalize().linear(1).normalize().build(1, Device.cpu())) {
            TrainOptions options = TrainOptions.usual().withEpochs(30).withLearningRate(1e-2, Schedule.COSINE);
            Trainer.fit(flow, gaussian(8000, 1), options, ProgressListener.NONE);
            assertEquals(analytic, mean(flow.logProb(unseen)), 0.02);
        }
    }

    @Test
    void actNormBeginsWithMeanZeroAndDeviationOneAndLeavesWhatHardlyVariesSmall() {
        float[] rows = new float[300];
        MersenneTwister random = new MersenneTwister(1);
        for (int i = 0; i < rows.length; i += 3) {
            rows[i] = (float) (5 + 2 * random.nextNormal());
            rows[i + 1] = (float) (-1 + 2 * random.nextNormal());
            rows[i + 2] = 7;
        }
        try (Flow flow = Flow.on(3).normalize().build(1, Device.cpu());
                NDManager manager = flow.manager().newSubManager()) {
            NDArray y = manager.create(rows, new Shape(100, 3));
            flow.begin(y);
            NDArray z = flow.forward(y).z();
            assertArrayEquals(new float[3], z.mean(new int[] {0}).toFloatArray(), 1e-4f);
            assertArrayEquals(
                    new float[] {1, 1, 0}, z.square().mean(new int[] {0}).toFloatArray(), 1e-3f);
            float[] scales = flow.parameters().get("module_list.1.logScale").toFloatArray();
            assertTrue(scales[2] < 2.5, "a constant is stretched by e^" + scales[2]);
            flow.begin(manager.zeros(new Shape(4, 3)));
            assertArrayEquals(
                    scales, flow.parameters().get("module_list.1.logScale").toFloatArray());
        }
    }

    @Test
    void aMixtureAsBaseFindsTwoClustersThatOneGaussianCannot() {
        float[] points = new float[4000];
        MersenneTwister random = new MersenneTwister(1);
        for (int i = 0; i < points.length; i += 2) {
            points[i] = (float) ((i % 4 == 0 ? 3 : -3) + 0.3 * random.nextNormal());
            points[i + 1] = (float) (0.3 * random.nextNormal());
        }
        double entropy = -Math.log(2 * Math.PI * Math.E * 0.09) - Math.log(2);
        TrainOptions options =
                TrainOptions.usual().withEpochs(30).withBatchSize(64).withLearningRate(2e-2, Schedule.COSINE);
        try (Flow flow = Flow.on(2).normalize().mixture(4).build(3, Device.cpu())) {
            Trainer.fit(flow, points, options, ProgressListener.NONE);
            double reached = mean(flow.logProb(points));
            assertTrue(Math.abs(entropy - reached) < 0.1, reached + " for " + entropy);
        }
    }

    @Test
    void theMixturesDensityIsThatOfItsFormula() {
        try (Flow flow = Flow.on(2).normalize().mixture(2).build(3, Device.cpu())) {
            flow.parameters().get("base.logits").set(new float[] {0, (float) Math.log(3)});
            flow.parameters().get("base.means").set(new float[] {1, 0, -1, 2});
            flow.parameters().get("base.logScales").set(new float[] {0, 0, (float) Math.log(2), 0});
            double one = 0.25 * Math.exp(-0.5 * (1 + 1)) / (2 * Math.PI);
            double two = 0.75 * Math.exp(-0.5 * (0.25 + 1)) / (2 * Math.PI * 2);
            assertEquals(Math.log(one + two), flow.logProb(new float[] {0, 1})[0], 1e-5);
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
