package org.differnet.flow;

import static org.differnet.flow.FlowAsserts.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The trained flow of the first implementation gives the same values here. */
class FlowParityTest {

    private NDManager manager;
    private Map<String, NDArray> golden;
    private Flow flow;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
        golden = Golden.read("values.safetensors", manager);
        flow = Golden.flow("flow-trained.safetensors", manager);
    }

    @AfterEach
    void close() {
        if (flow != null) {
            flow.close();
        }
        manager.close();
    }

    @Test
    void sizesAreReadOffTheWeights() {
        assertEquals(new FlowOptions(8, 64, 3, 3, 0.636), flow.options());
        assertEquals(768, flow.dimension());
    }

    @Test
    void latentsAgree() {
        assertClose(golden.get("flow.z"), flow.forward(golden.get("flow.y")).z(), 1e-4);
    }

    @Test
    void logDetAgrees() {
        assertClose(
                golden.get("flow.log_det"), flow.forward(golden.get("flow.y")).logDet(), 1e-4);
    }

    @Test
    void lossAgrees() {
        NDArray loss = flow.forward(golden.get("flow.y")).loss();
        assertClose(golden.get("flow.loss"), loss.reshape(1), 1e-4);
    }

    @Test
    void inverseAgrees() {
        assertClose(golden.get("flow.inverse_of_z"), flow.inverse(golden.get("flow.z")), 1e-4);
    }

    @Test
    void gradientOfTheLossAgrees() {
        NDArray y = golden.get("flow.y");
        float[] gradient = FlowAsserts.gradients(flow, y, () -> {}).get("y");
        assertClose(golden.get("flow.grad_y"), manager.create(gradient, y.getShape()), 1e-4);
    }

    @Test
    void savedWeightsComeBack() {
        try (Flow again = Flow.of(flow.stateDict(), 3, 0.636, Device.cpu())) {
            NDArray y = golden.get("flow.y");
            assertEquals(flow.forward(y).z(), again.forward(y).z());
        }
    }
}
