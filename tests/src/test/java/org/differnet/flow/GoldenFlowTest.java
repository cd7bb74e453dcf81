package org.differnet.flow;

import static org.differnet.flow.FlowAsserts.assertClose;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compares with golden.safetensors, which make_golden.py beside it computed in PyTorch with double precision. */
class GoldenFlowTest {

    private static final double ROUNDING = 1e-5;

    private NDManager manager;
    private Map<String, NDArray> golden;
    private Flow flow;

    @BeforeEach
    void open() throws IOException {
        manager = Torch.newManager(Device.cpu());
        golden = new LinkedHashMap<>();
        Map<String, NDArray> weights = new LinkedHashMap<>();
        try (InputStream in = GoldenFlowTest.class.getResourceAsStream("golden.safetensors")) {
            for (NDArray array : NDList.decode(manager, in)) {
                (array.getName().startsWith("module_list") ? weights : golden).put(array.getName(), array);
                array.setName(null);
            }
        }
        flow = Flow.of(weights, 3, FlowOptions.REFERENCE_CODE_FACTOR, Device.cpu());
    }

    @AfterEach
    void close() {
        flow.close();
        manager.close();
    }

    @Test
    void latentsAndLogDetAreThoseOfThePaper() {
        Transformed latent = flow.forward(golden.get("flow.y"));
        assertClose(golden.get("flow.z"), latent.z(), ROUNDING);
        assertClose(golden.get("flow.log_det"), latent.logDet(), ROUNDING);
    }

    @Test
    void lossAndItsGradientAreThoseOfThePaper() {
        NDArray y = golden.get("flow.y");
        y.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = flow.forward(y).loss();
            collector.backward(loss);
            assertClose(golden.get("flow.loss"), loss.reshape(1), ROUNDING);
        }
        assertClose(golden.get("flow.grad_y"), y.getGradient(), ROUNDING);
    }

    @Test
    void inverseLeadsBackToTheFeatures() {
        assertClose(golden.get("flow.y"), flow.inverse(golden.get("flow.z")), ROUNDING);
    }

    @Test
    void tenStepsAreThoseOfPyTorchsAdam() {
        NDArray batch = golden.get("flow.y");
        float[] losses = new float[10];
        TrainOptions options = TrainOptions.paper();
        try (TrainingStep step = new TrainingStep(flow, options)) {
            for (int i = 0; i < losses.length; i++) {
                losses[i] = (float) step.run(batch, options.learningRate());
            }
        }
        assertClose(golden.get("adam.losses"), manager.create(losses).toType(DataType.FLOAT32, false), ROUNDING);
        assertClose(golden.get("adam.z_after_10_steps"), flow.forward(batch).z(), ROUNDING);
    }
}
