package org.differnet.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.work.ProgressListener;

/** Computes features on all workers until the process is told to end. Says when it has begun. */
final class Busy {

    private Busy() {}

    public static void main(String[] arguments) {
        try (NDManager manager = Torch.newManager(Device.cpu());
                FeatureExtractor extractor =
                        Backbone.alexNet().untrained(0).open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            NDArray views = manager.zeros(new Shape(1, 3, 448, 448));
            Cores.forEach(
                    100_000,
                    i -> {
                        try (NDManager step = manager.newSubManager()) {
                            NDArray own = views.duplicate();
                            own.attach(step);
                            extractor.extract(own);
                        }
                    },
                    done -> System.out.println(done));
        }
    }
}
