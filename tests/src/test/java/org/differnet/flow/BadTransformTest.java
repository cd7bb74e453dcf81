package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.differnet.engine.Torch;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transforms that do not keep to their contract are named with their place. */
class BadTransformTest {

    /** The identity, spoiled in one way. */
    private record Spoiled(UnaryOperator<Transformed> there, UnaryOperator<NDArray> back) implements Transform {

        @Override
        public Transformed forward(NDArray y) {
            NDArray logDet = y.getManager().zeros(new Shape(y.getShape().get(0)));
            return there.apply(new Transformed(y.duplicate(), logDet));
        }

        @Override
        public NDArray inverse(NDArray z) {
            return back.apply(z.duplicate());
        }

        @Override
        public Map<String, NDArray> parameters() {
            return Map.of();
        }
    }

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static void refused(UnaryOperator<Transformed> there, UnaryOperator<NDArray> back, String... parts) {
        Layer spoiled = Layer.own("Spoiled", setup -> new Spoiled(there, back));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Flow.on(3).permute(1).add(spoiled).build(1, Device.cpu()))
                .getMessage();
        assertTrue(message.contains("transform 2 of 2, Spoiled,"), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    /** z = e^s y, where s begins at 0, so that mistakes do not show at the beginning. */
    private record Stretch(NDArray s, double sign, boolean undone) implements Transform {

        @Override
        public Transformed forward(NDArray y) {
            NDArray sum = s.sum();
            NDArray logDet = y.getManager().zeros(new Shape(y.getShape().get(0)));
            return new Transformed(y.mul(s.exp()), sign > 0 ? logDet.add(sum) : logDet.sub(sum));
        }

        @Override
        public NDArray inverse(NDArray z) {
            return undone ? z.div(s.exp()) : z.duplicate();
        }

        @Override
        public Map<String, NDArray> parameters() {
            return Map.of("s", s);
        }
    }

    private static Flow stretched(double sign, boolean undone) {
        Layer layer = Layer.own("Stretch", setup -> new Stretch(setup.zeros(setup.dimension()), sign, undone));
        return Flow.on(3).permute(1).add(layer).build(1, Device.cpu());
    }

    @Test
    void anInverseThatIsRightOnlyAtTheBeginningIsNamed() {
        String message = assertThrows(IllegalArgumentException.class, () -> stretched(1, false))
                .getMessage();
        assertTrue(message.startsWith("transform 2 of 2, Stretch, does not come back once its parameters"), message);
    }

    @Test
    void aLogDetOfTheWrongSignThatIsZeroAtTheBeginningIsNamed() {
        String message = assertThrows(IllegalArgumentException.class, () -> stretched(-1, true))
                .getMessage();
        assertTrue(message.startsWith("transform 2 of 2, Stretch, gives a log det of"), message);
    }

    @Test
    void theTrialLeavesParametersAsTheyBegin() {
        try (Flow flow = stretched(1, true)) {
            assertEquals(
                    0, flow.parameters().values().iterator().next().abs().sum().getFloat());
        }
    }

    @Test
    void aLogDetOfTheWrongShapeIsNamed() {
        refused(r -> new Transformed(r.z(), r.logDet().sum()), z -> z, "log det of shape", "one number a row");
    }

    @Test
    void aLogDetThatIsNotFiniteIsNamed() {
        refused(r -> new Transformed(r.z(), r.logDet().log()), z -> z, "log dets that are not finite");
    }

    @Test
    void latentsOfTheWrongShapeAreNamed() {
        refused(r -> new Transformed(r.z().get(":, :2"), r.logDet()), z -> z, "latents of shape");
    }

    @Test
    void anInverseThatDoesNotComeBackIsNamed() {
        refused(r -> r, z -> z.add(1), "does not come back", "differs from y by 1.0");
    }

    @Test
    void whatIsMissingIsNamed() {
        refused(r -> null, z -> z, "gave nothing", "forward");
        refused(r -> new Transformed(r.z(), null), z -> z, "log det is null");
        refused(r -> new Transformed(null, r.logDet()), z -> z, "z is null");
        refused(r -> r, z -> null, "gave nothing", "inverse");
    }

    @Test
    void numbersOfAnotherTypeAreNamed() {
        UnaryOperator<NDArray> wide = array -> array.toType(DataType.FLOAT64, true);
        refused(r -> new Transformed(r.z(), wide.apply(r.logDet())), z -> z, "log det of type float64", "float32");
        refused(r -> new Transformed(wide.apply(r.z()), r.logDet()), z -> z, "latents of type float64", "float32");
        refused(r -> r, wide, "inverts to rows of type float64", "float32");
    }

    @Test
    void aTransformThatThrowsIsNamed() {
        UnaryOperator<NDArray> three = array -> array.add(array.getManager().ones(new Shape(4)));
        refused(r -> new Transformed(three.apply(r.z()), r.logDet()), z -> z, "forward", "(5, 3)", "size of tensor");
        refused(r -> r, three, "inverse", "(5, 3)", "size of tensor");
    }

    @Test
    void aTransformWithoutANameIsCalledByThatOfItsKind() {
        Layer nameless = Layer.own("Nameless", setup -> new Transform() {
            @Override
            public Transformed forward(NDArray y) {
                return new Transformed(y, y);
            }

            @Override
            public NDArray inverse(NDArray z) {
                return z;
            }

            @Override
            public Map<String, NDArray> parameters() {
                return Map.of();
            }
        });
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Flow.on(3).add(nameless).build(1, Device.cpu()))
                .getMessage();
        assertTrue(message.startsWith("transform 1 of 1, Transform, gave a log det"), message);
    }

    @Test
    void aTransformThatDoesNotDescribeItselfIsDescribedByItsName() {
        class Plain implements Transform {
            @Override
            public Transformed forward(NDArray y) {
                return new Transformed(
                        y.duplicate(),
                        y.getManager().zeros(new Shape(y.getShape().get(0))));
            }

            @Override
            public NDArray inverse(NDArray z) {
                return z.duplicate();
            }

            @Override
            public Map<String, NDArray> parameters() {
                return Map.of();
            }
        }
        try (Flow flow =
                Flow.on(3).add(Layer.own("Plain", setup -> new Plain())).build(1, Device.cpu())) {
            assertTrue(flow.describe().endsWith("\n  Plain"), flow.describe());
        }
    }

    @Test
    void aFactoryThatMakesNothingIsNamed() {
        Layer nothing = Layer.own("Nothing", setup -> null);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Flow.on(3).add(nothing).build(1, Device.cpu()))
                .getMessage();
        assertTrue(message.contains("'Nothing'"), message);
    }

    @Test
    void aShapeThatTurnsWrongLaterIsNamedToo() {
        boolean[] wrong = {false};
        Layer later = Layer.own(
                "Spoiled",
                setup -> new Spoiled(
                        r -> wrong[0] ? new Transformed(r.z(), r.logDet().sum()) : r, z -> z));
        try (Flow flow = Flow.on(3).add(later).build(1, Device.cpu())) {
            wrong[0] = true;
            assertThrows(IllegalArgumentException.class, () -> flow.logProb(new float[3]));
        }
    }

    @Test
    void transformsOfUnequalDimensionsAreRefusedWhenTheyAreComposed() {
        Transform two = new Layers.Normalize().create(Setup.of(2, 1, manager));
        Transform three = new Layers.Couple(4, 1, Clamp.none()).create(Setup.of(3, 1, manager));
        String message = assertThrows(IllegalArgumentException.class, () -> Flow.of(Base.standardNormal(), two, three))
                .getMessage();
        assertTrue(message.contains("transform 2 of 2, AffineCoupling, takes rows of 3"), message);
    }

    @Test
    void transformsOfWhichNoneSaysItsDimensionAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Flow.of(
                        Base.standardNormal(), new Scale(manager.zeros(new Shape(2)), manager.zeros(new Shape(2)))));
    }

    @Test
    void divergedTrainingNamesTheTransform() {
        Layer growing = Layer.own("Growing", Scale::new);
        try (Flow flow = Flow.on(2).permute(0).add(growing).build(1, Device.cpu())) {
            flow.parameters().get("module_list.2.s").set(new float[] {100, 100});
            String message = assertThrows(
                            IllegalStateException.class,
                            () -> Trainer.fit(flow, new float[] {1, 2}, TrainOptions.usual(), ProgressListener.NONE))
                    .getMessage();
            assertTrue(message.contains("first in transform 2 of 2, Scale:"), message);
        }
    }

    @Test
    void manyPassesAreWorthAWarning() {
        List<String> warnings = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        TrainOptions once = TrainOptions.usual().withEpochs(1);
        float[] rows = new float[120];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i % 7 - 3;
        }
        try (Flow fast = Flow.on(60).masked(8).repeat(2).build(1, Device.cpu());
                Flow slow = Flow.on(60).inverseMasked(8).repeat(2).build(1, Device.cpu())) {
            Trainer.fit(fast, rows, once, listener);
            assertEquals(List.of(), warnings);
            Trainer.fit(slow, rows, once, listener);
            assertEquals(1, warnings.size());
            assertTrue(warnings.get(0).contains("122 passes"), warnings.get(0));
            assertEquals(2, slow.inversePasses());
            assertEquals(120, fast.inversePasses());
        }
    }

    @Test
    void latentsAndRowsOfLatentsWarnOfManyPassesToo() {
        List<String> warnings = new ArrayList<>();
        ProgressListener before = ProgressListener.getDefault();
        ProgressListener.setDefault(new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        });
        try (Flow fast = Flow.on(60).given(1).masked(8).repeat(2).build(1, Device.cpu());
                Flow there = Flow.on(60).inverseMasked(8).repeat(2).build(1, Device.cpu());
                Flow back = Flow.on(60).masked(8).repeat(2).build(1, Device.cpu())) {
            there.latents(new float[60]);
            back.ofLatents(new float[60]);
            back.ofLatents(new float[60]);
            fast.sample(manager.ones(new Shape(2, 1)), 1);
            back.latents(new float[60]);
            there.ofLatents(new float[60]);
        } finally {
            ProgressListener.setDefault(before);
        }
        assertEquals(3, warnings.size(), "each flow says it once: " + warnings);
        assertTrue(warnings.get(0).startsWith("density with this flow takes 122 passes"), warnings.get(0));
        assertTrue(warnings.get(1).startsWith("sampling with this flow takes 120 passes"), warnings.get(1));
        assertTrue(warnings.get(2).startsWith("sampling with this flow takes 120 passes"), warnings.get(2));
    }
}
