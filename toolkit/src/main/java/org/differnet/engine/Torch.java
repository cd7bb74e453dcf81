package org.differnet.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.List;

/**
 * The PyTorch engine: started once, without downloads.
 *
 * <p>On the CPU each operation computes on one thread. How an operation divides its work changes its last bits, and the
 * engine divides it by the number of cores; so work is divided above it, into parts that do not depend on the machine:
 * {@link Cores} takes images and views side by side, training the parts of a layer.
 */
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
        // The engine is not started for this where there is no CUDA.
        return CudaUtils.hasCuda() && engine().getGpuCount() > 0 ? Device.gpu() : Device.cpu();
    }

    /**
     * The device of this name.
     *
     * @param name "cpu", "gpu" or "gpu0" for the first CUDA device, "gpu1" for the second; empty for {@link #defaultDevice}
     * @throws IllegalArgumentException if this machine lacks it; the message says what it has
     */
    public static Device device(String name) {
        if (name.isEmpty()) {
            return defaultDevice();
        } else if (name.equals("cpu")) {
            return Device.cpu();
        }
        int gpus = engine().getGpuCount();
        int number = name.equals("gpu") ? 0 : Integer.parseInt(name.substring("gpu".length()));
        if (number >= gpus) {
            throw new IllegalArgumentException("device is '" + name + "'; this machine has "
                    + (gpus == 0
                            ? "the CPU alone, or no CUDA libraries are on the class path"
                            : "gpu0 to gpu" + (gpus - 1) + " and the CPU"));
        }
        return Device.gpu(number);
    }

    /** What results depend on: engine, version and device, such as "PyTorch 2.7.1 on cpu". */
    public static String engine(Device device) {
        return "PyTorch " + engine().getVersion() + " on " + (device.isGpu() ? device : "cpu");
    }

    /** One line: engine, version, device and threads, such as "PyTorch 2.7.1 on cpu, 2 threads". */
    public static String describe(Device device) {
        int threads = Runtime.getRuntime().availableProcessors();
        return engine(device) + ", " + threads + (threads == 1 ? " thread" : " threads");
    }

    // Not at class loading: a missing library would come as an ExceptionInInitializerError, and only once.
    private static synchronized Engine engine() {
        if (engine == null) {
            engine = start();
        }
        return engine;
    }

    private static Engine start() {
        // DJL looks for newer native libraries on the network unless told otherwise.
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        try {
            oneThreadAnOperation();
            Engine started = Engine.getEngine("PyTorch");
            JniUtils.setNumThreads(1);
            return started;
        } catch (EngineException | LinkageError e) {
            throw new IllegalStateException(didNotStart(e), e);
        }
    }

    static String didNotStart(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "the PyTorch library for " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + " did not start: " + cause + "; the class path needs ai.djl.pytorch:pytorch-native-cpu with the"
                + " classifier of this platform (linux-x86_64, linux-aarch64, osx-aarch64 or win-x86_64), and the folders"
                + " that libraries are unpacked to, DJL_CACHE_DIR (default: ~/.djl.ai) and java.io.tmpdir ("
                + System.getProperty("java.io.tmpdir") + "), must be writable, have space and not be mounted noexec";
    }

    /**
     * In the environment and before the libraries are loaded: what is set later does not reach matrix products on threads
     * that have not asked the engine yet.
     */
    private static void oneThreadAnOperation() {
        for (String variable : List.of("OMP_NUM_THREADS", "MKL_NUM_THREADS")) {
            if (Platform.isWindows()) {
                NativeLibrary.getInstance("kernel32")
                        .getFunction("SetEnvironmentVariableA")
                        .invokeInt(new Object[] {variable, "1"});
            } else {
                int overwrite = 1;
                NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {variable, "1", overwrite});
            }
        }
    }
}
