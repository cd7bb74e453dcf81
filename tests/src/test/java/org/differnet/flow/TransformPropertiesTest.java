package org.differnet.flow;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.BiFunction;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformPropertiesTest {

    private static final FlowOptions OPTIONS = new FlowOptions(3, 16, 3, 3, FlowOptions.TWO_OVER_PI);

    enum Kind {
        PERMUTATION(6, (d, manager) -> Permutation.random(d, 3, manager)),
        COUPLING(6, Kind::coupling),
        COUPLING_OF_ODD_DIMENSION(7, Kind::coupling),
        COUPLING_ON_THE_PLANE(2, Kind::coupling),
        FLOW(6, Kind::flow),
        FLOW_OF_ODD_DIMENSION(5, Kind::flow),
        FLOW_ON_THE_PLANE(2, Kind::flow);

        final int dimension;
        final BiFunction<Integer, NDManager, Transform> make;

        Kind(int dimension, BiFunction<Integer, NDManager, Transform> make) {
            this.dimension = dimension;
            this.make = make;
        }

        private static Transform coupling(int d, NDManager manager) {
            return new AffineCoupling(d, OPTIONS, new MersenneTwister(1), manager);
        }

        private static Transform flow(int d, NDManager manager) {
            Flow flow = Flow.create(OPTIONS, d, 1, Device.cpu());
            manager.attachInternal("flow", flow);
            return flow;
        }
    }

    private NDManager owner;
    private NDManager manager;

    @BeforeEach
    void open() {
        owner = Torch.newManager(Device.cpu());
        manager = Torch.newManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
        owner.close();
    }

    private NDArray rows(Kind kind, int rows) {
        MersenneTwister random = new MersenneTwister(9);
        float[] values = new float[rows * kind.dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextNormal());
        }
        return manager.create(values, new Shape(rows, kind.dimension));
    }

    @ParameterizedTest
    @EnumSource
    void shapesAreKept(Kind kind) {
        FlowAsserts.assertShapesAreKept(transformOf(kind), rows(kind, 10));
    }

    @ParameterizedTest
    @EnumSource
    void oneRowIsEnough(Kind kind) {
        FlowAsserts.assertShapesAreKept(transformOf(kind), rows(kind, 1));
    }

    @ParameterizedTest
    @EnumSource
    void inverseUndoesForward(Kind kind) {
        FlowAsserts.assertInverseUndoesForward(transformOf(kind), rows(kind, 10));
    }

    @ParameterizedTest
    @EnumSource
    void logDetIsThatOfTheJacobian(Kind kind) {
        FlowAsserts.assertLogDetIsThatOfTheJacobian(transformOf(kind), rows(kind, 3));
    }

    @ParameterizedTest
    @EnumSource
    void eachRowStandsAlone(Kind kind) {
        FlowAsserts.assertEachRowStandsAlone(transformOf(kind), rows(kind, 10));
    }

    @ParameterizedTest
    @EnumSource
    void gradientReachesEveryParameter(Kind kind) {
        FlowAsserts.assertGradientReachesEveryParameter(transformOf(kind), rows(kind, 10));
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOutliveGarbageCollection(Kind kind) {
        FlowAsserts.assertGradientsOutliveGarbageCollection(transformOf(kind), rows(kind, 10));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftBehind(Kind kind) {
        FlowAsserts.assertNothingIsLeftBehind(transformOf(kind), rows(kind, 10), owner);
    }

    private Transform transformOf(Kind kind) {
        return kind.make.apply(kind.dimension, owner);
    }
}
