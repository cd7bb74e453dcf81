package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link FlowContract}, member by member and check by check. */
class FlowContractTest {

    private static final int[] DIMENSIONS = {2, 5, 6};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private interface Check {
        void run(Transform transform, NDArray y);
    }

    private void eachDimension(Member member, int rows, Check check) {
        for (int d : DIMENSIONS) {
            try (Flow flow = FlowContract.flow(member.layer, d)) {
                check.run(flow.transforms().get(0), FlowContract.rows(rows, d, manager));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shapesAreKept(Member member) {
        eachDimension(member, 10, FlowAsserts::assertShapesAreKept);
    }

    @ParameterizedTest
    @EnumSource
    void oneRowIsEnough(Member member) {
        eachDimension(member, 1, FlowAsserts::assertShapesAreKept);
    }

    @ParameterizedTest
    @EnumSource
    void inverseUndoesForward(Member member) {
        eachDimension(member, 10, FlowAsserts::assertInverseUndoesForward);
    }

    @ParameterizedTest
    @EnumSource
    void logDetIsThatOfTheJacobian(Member member) {
        eachDimension(member, 3, FlowAsserts::assertLogDetIsThatOfTheJacobian);
    }

    @ParameterizedTest
    @EnumSource
    void eachRowStandsAlone(Member member) {
        eachDimension(member, 10, FlowAsserts::assertEachRowStandsAlone);
    }

    @ParameterizedTest
    @EnumSource
    void gradientReachesEveryParameter(Member member) {
        eachDimension(member, 10, FlowAsserts::assertGradientReachesEveryParameter);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOutliveGarbageCollection(Member member) {
        try (Flow flow = FlowContract.flow(member.layer, 6)) {
            FlowAsserts.assertGradientsOutliveGarbageCollection(flow, FlowContract.rows(10, 6, manager));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftBehindInAFlow(Member member) {
        try (Flow flow = FlowContract.flow(member.layer, 6)) {
            FlowAsserts.assertNothingIsLeftBehind(flow, FlowContract.rows(10, 6, manager), flow.manager());
        }
    }

    @ParameterizedTest
    @EnumSource
    void densityIntegratesToOne(Member member) {
        FlowContract.densityIntegratesToOne(member.layer);
    }

    @ParameterizedTest
    @EnumSource
    void samplesFollowTheDensity(Member member) {
        FlowContract.samplesFollowTheDensity(member.layer);
    }

    @ParameterizedTest
    @EnumSource
    void aFileGivesTheSameFlow(Member member) {
        FlowContract.aFileGivesTheSameFlow(member.layer);
    }

    @ParameterizedTest
    @EnumSource
    void sameSeedGivesTheSameBits(Member member) {
        FlowContract.sameSeedGivesTheSameBits(member.layer);
    }

    @ParameterizedTest
    @EnumSource
    void descriptionShowsTheStructure(Member member) {
        FlowContract.descriptionShowsTheStructure(member.layer);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OWN")
    void parametersAreCountedBeforeTheyExist(Member member) {
        Composition composition = Flow.on(5).add(member.layer);
        try (Flow flow = composition.build(1, Device.cpu())) {
            assertEquals(flow.parameterCount(), composition.parameterCount(5));
        }
    }

    @Test
    void aMixtureAsBaseKeepsTheContract() {
        try (Flow flow = Flow.on(2).normalize().mixture(3).build(1, Device.cpu())) {
            FlowContract.check(flow);
            assertEquals(flow.parameterCount(), flow.composition().orElseThrow().parameterCount(2));
        }
    }

    @Test
    void aFlowInAFlowKeepsTheContract() {
        try (Flow inner = Flow.on(6).permute(0).couple(8).repeat(2).build(1, Device.cpu());
                Flow outer =
                        Flow.of(Base.standardNormal(), inner, inner.transforms().get(0))) {
            FlowContract.check(outer);
        }
    }
}
