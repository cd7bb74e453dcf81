package org.differnet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.differnet.JavaProcess;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a recording is only held open
class GradientsTest {

    @Test
    void anotherThreadRecordsMeanwhile() throws Exception {
        try (NDManager manager = Torch.newManager(Device.cpu());
                Gradients recording = Gradients.record()) {
            NDArray x = manager.create(5f);
            x.setRequiresGradient(true);
            NDArray square = x.square();
            assertEquals(
                    6,
                    CompletableFuture.supplyAsync(() -> slopeOfSquareAt3(manager))
                            .get());
            recording.backward(square.square());
            assertEquals(500, x.getGradient().getFloat());
        }
    }

    @Test
    void convolutionsThatThreadsComputeForTheFirstTimeAtOnceDoNotEndTheProcess() throws Exception {
        List<String> options = List.of("-cp", JavaProcess.CLASS_PATH, "-XX:ActiveProcessorCount=4");
        JavaProcess.finish(JavaProcess.start(List.of(), options, ConvolutionsAtOnce.class));
    }

    @Test
    void afterItsClosingTheEngineRecordsAsBefore() {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            boolean before = JniUtils.isGradMode();
            try (Gradients recording = Gradients.record()) {
                assertTrue(JniUtils.isGradMode());
            }
            assertEquals(before, JniUtils.isGradMode());
        }
    }

    @Test
    void recordingIsClosedWhereItWasOpened() {
        try (Gradients recording = Gradients.record()) {
            var error = assertThrows(CompletionException.class, () -> CompletableFuture.runAsync(recording::close)
                    .join());
            assertTrue(error.getCause().getMessage().contains("close it where it was opened"), error.getMessage());
        }
    }

    @Test
    void secondRecordingOfOneThreadIsRefused() {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            try (Gradients recording = Gradients.record()) {
                assertThrows(IllegalStateException.class, Gradients::record);
            }
            assertEquals(6, slopeOfSquareAt3(manager));
        }
    }

    private static float slopeOfSquareAt3(NDManager manager) {
        NDArray x = manager.create(3f);
        x.setRequiresGradient(true);
        try (Gradients recording = Gradients.record()) {
            recording.backward(x.square());
        }
        return x.getGradient().getFloat();
    }
}
