package org.differnet.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Computes gradients of convolutions that the process has not computed yet, each of them on several cores at once. */
final class ConvolutionsAtOnce {

    private static final int AT_ONCE = 4;
    private static final int SIZES = 100;

    private ConvolutionsAtOnce() {}

    public static void main(String[] arguments) {
        try (NDManager manager = Torch.newManager(Device.cpu());
                TorchScript script = TorchScript.load(manager, ConvolutionsAtOnce.class, "convolution.torchscript")) {
            NDArray weights = manager.randomNormal(new Shape(64, 64, 3, 3));
            for (int i = 0; i < SIZES; i++) {
                int size = 6 + i;
                Cores.forEach(AT_ONCE, piece -> gradient(manager, script, weights, size), done -> {});
            }
        }
        System.exit(0);
    }

    private static void gradient(NDManager manager, TorchScript script, NDArray weights, int size) {
        try (NDManager step = manager.newSubManager()) {
            NDArray x = step.ones(new Shape(1, 64, size, size));
            x.setRequiresGradient(true);
            try (Gradients recording = Gradients.record()) {
                recording.backward(script.callWithGradient("convolution", x, weights));
            }
        }
    }
}
