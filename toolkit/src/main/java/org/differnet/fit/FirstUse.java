package org.differnet.fit;

import ai.djl.Device;
import java.util.concurrent.atomic.AtomicBoolean;
import org.differnet.engine.Torch;
import org.differnet.features.FeatureExtractor;
import org.differnet.work.ProgressListener;

/**
 * One line a program: what it computes with and on. That it was told is remembered for the process, in this one place:
 * every fit would repeat it otherwise.
 */
final class FirstUse {

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private FirstUse() {}

    static void tell(ProgressListener listener, Device device, FeatureExtractor network) {
        if (listener != ProgressListener.NONE && TOLD.compareAndSet(false, true)) {
            listener.say(Torch.describe(device) + "; " + network.describe());
        }
    }
}
