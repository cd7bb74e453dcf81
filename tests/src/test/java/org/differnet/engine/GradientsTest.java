package org.differnet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a recording is only held open
class GradientsTest {

    @Test
    void anotherThreadWaitsUntilTheRecordingIsClosed() throws Exception {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            CompletableFuture<Float> other;
            try (Gradients recording = Gradients.record()) {
                other = CompletableFuture.supplyAsync(() -> slopeOfSquareAt3(manager));
                assertThrows(TimeoutException.class, () -> other.get(100, TimeUnit.MILLISECONDS));
                assertFalse(other.isDone());
            }
            assertEquals(6, other.get());
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
