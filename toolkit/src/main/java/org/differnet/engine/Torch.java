package org.differnet.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** The PyTorch engine: started once, without downloads. */
public final class Torch {

    private static Engine engine;

    private Torch() {}

    /**
     * A new top-level manager; whoever opens it closes it.
     *
     * @throws IllegalStateException if the native library is missing or does not start
     */
    public static NDManager newManager(Device device) {
        return engine().newBaseManager(device);
    }

    /** The first CUDA device where there is one and the CUDA libraries are on the class path, else the CPU. */
    public static Device defaultDevice() {
        return engine().getGpuCount() > 0 ? Device.gpu() : Device.cpu();
    }

    /** One line: engine, version, device and threads, such as "PyTorch 2.7.1 on cpu, 2 threads". */
    public static String describe(Device device) {
        int threads = Runtime.getRuntime().availableProcessors();
        return "PyTorch " + engine().getVersion() + " on " + (device.isGpu() ? device : "cpu") + ", " + threads
                + (threads == 1 ? " thread" : " threads");
    }

    // Not at class loading: a missing library would come as an ExceptionInInitializerError, and only once.
    private static synchronized Engine engine() {
        if (engine == null) {
            engine = start();
        }
        return engine;
    }

    private static Engine start() {
        sleepSoonWhileWaiting();
        // DJL looks for newer native libraries on the network unless told otherwise.
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException | UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "the PyTorch library for " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + " did not start; the class path needs ai.djl.pytorch:pytorch-native-cpu with the classifier"
                            + " of this platform (linux-x86_64, linux-aarch64, osx-aarch64 or win-x86_64)",
                    e);
        }
    }

    /**
     * Lets the threads of the engine spin for some microseconds between two operations and then sleep. By default they
     * spin on, and on a computer that does anything else beside this a training step takes several times as long; without
     * any spinning it takes twice as long on an idle one. Values set by the user stay.
     */
    private static void sleepSoonWhileWaiting() {
        if (!Platform.isWindows()) {
            setUnlessSet("OMP_WAIT_POLICY", "PASSIVE");
            setUnlessSet("GOMP_SPINCOUNT", "5000");
        }
    }

    private static void setUnlessSet(String variable, String value) {
        int overwrite = 0;
        NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {variable, value, overwrite});
    }
}
