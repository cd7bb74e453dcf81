package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.differnet.engine.Torch;

/**
 * What every transform has to hold, one of a user's own included: {@code FlowContract.check(transform)}, or {@code
 * FlowContract.check(Layer.own("Scale", Scale::new))} for all of it.
 */
public final class FlowContract {

    private static final double REACH = 20;
    private static final int SIDE = 500;

    private FlowContract() {}

    /** Shapes, inverse, log det, gradients, and that each row stands alone; with the parameters that there are. */
    public static void check(Transform transform) {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray y = rows(10, transform.dimension() == 0 ? 3 : transform.dimension(), manager);
            FlowAsserts.assertShapesAreKept(transform, y);
            FlowAsserts.assertInverseUndoesForward(transform, y);
            FlowAsserts.assertLogDetIsThatOfTheJacobian(transform, y);
            FlowAsserts.assertEachRowStandsAlone(transform, y);
            FlowAsserts.assertGradientReachesEveryParameter(transform, y);
            FlowAsserts.assertGradientsOutliveGarbageCollection(transform, y);
        }
    }

    /** All that {@link #check(Transform)} looks at, and density, samples, files and seeds of a flow with this layer. */
    public static void check(Layer layer) {
        for (int d : new int[] {2, 5, 6}) {
            try (Flow flow = flow(layer, d)) {
                check(flow);
            }
        }
        densityIntegratesToOne(layer);
        samplesFollowTheDensity(layer);
        aFileGivesTheSameFlow(layer);
        sameSeedGivesTheSameBits(layer);
        descriptionShowsTheStructure(layer);
    }

    /** A flow of this layer alone whose parameters are no longer as they begin. */
    static Flow flow(Layer layer, int d) {
        Flow flow = Flow.on(d).add(layer).build(1, Device.cpu());
        Random random = new Random(5);
        flow.parameters().values().forEach(parameter -> {
            float[] values = parameter.toFloatArray();
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * random.nextGaussian());
            }
            parameter.set(values);
        });
        return flow;
    }

    static NDArray rows(int n, int d, NDManager manager) {
        MersenneTwister random = new MersenneTwister(9);
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextNormal());
        }
        return manager.create(values, new Shape(n, d));
    }

    static void densityIntegratesToOne(Layer layer) {
        try (Flow flow = flow(layer, 2)) {
            double sum = 0;
            for (double[] row : density(flow)) {
                for (double cell : row) {
                    sum += cell;
                }
            }
            assertEquals(1, sum, 0.01);
        }
    }

    /** Kolmogorov and Smirnov's test of both coordinates against the density, at a level of 0.001. */
    static void samplesFollowTheDensity(Layer layer) {
        int n = 2000;
        try (Flow flow = flow(layer, 2)) {
            double[][] density = density(flow);
            float[] samples = flow.sample(n, 3);
            for (int axis = 0; axis < 2; axis++) {
                double[] below = new double[SIDE + 1];
                for (int i = 0; i < SIDE; i++) {
                    double share = 0;
                    for (int j = 0; j < SIDE; j++) {
                        share += axis == 0 ? density[j][i] : density[i][j];
                    }
                    below[i + 1] = below[i] + share;
                }
                double most = 0;
                for (int i = 0; i <= SIDE; i++) {
                    double edge = -REACH + 2 * REACH * i / SIDE;
                    int count = 0;
                    for (int k = 0; k < n; k++) {
                        count += samples[2 * k + axis] < edge ? 1 : 0;
                    }
                    most = Math.max(most, Math.abs(below[i] - (double) count / n));
                }
                assertTrue(most * Math.sqrt(n) < 1.95, "coordinate " + axis + " differs by " + most);
            }
        }
    }

    /** The probability of each cell of a grid, rows of y, columns of x. */
    private static double[][] density(Flow flow) {
        double cell = 2 * REACH / SIDE;
        float[] grid = new float[2 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            grid[2 * i] = (float) (-REACH + (i % SIDE + 0.5) * cell);
            grid[2 * i + 1] = (float) (-REACH + (i / SIDE + 0.5) * cell);
        }
        float[] logs = flow.logProb(grid);
        double[][] density = new double[SIDE][SIDE];
        for (int i = 0; i < logs.length; i++) {
            density[i / SIDE][i % SIDE] = Math.exp(logs[i]) * cell * cell;
        }
        return density;
    }

    static void aFileGivesTheSameFlow(Layer layer) {
        try (Flow flow = flow(layer, 5);
                NDManager manager = Torch.newManager(Device.cpu())) {
            String written = new CompositionCodec().write(flow.composition().orElseThrow());
            Composition read = new CompositionCodec(List.of(layer)).read(written);
            try (Flow twin = read.build(2, Device.cpu())) {
                twin.load(flow.stateDict());
                NDArray y = rows(7, 5, manager);
                assertEquals(flow.forward(y).z(), twin.forward(y).z());
                assertEquals(flow.logProb(y), twin.logProb(y));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void sameSeedGivesTheSameBits(Layer layer) {
        try (Flow one = Flow.on(5).add(layer).build(4, Device.cpu());
                Flow same = Flow.on(5).add(layer).build(4, Device.cpu())) {
            Map<String, NDArray> others = same.parameters();
            one.parameters()
                    .forEach((name, array) ->
                            assertEquals(array.toByteBuffer(), others.get(name).toByteBuffer(), name));
        }
    }

    static void descriptionShowsTheStructure(Layer layer) {
        try (Flow flow = Flow.on(4).add(layer).build(4, Device.cpu())) {
            String type = flow.transforms().get(0).getClass().getSimpleName();
            assertTrue(flow.describe().startsWith("Flow on 4 dimensions"), flow.describe());
            assertTrue(flow.describe().contains("\n  " + type), flow.describe());
        }
    }
}
