package org.differnet.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The project's own Jupyter in .venv, with a kernel {@code java} on the class path of the tests. */
public final class Jupyter {

    private Jupyter() {}

    /** A Python process of .venv that finds the kernel; makes .venv if it is not there, skips where it cannot be. */
    public static ProcessBuilder python(Path kernels, String... arguments) throws IOException, InterruptedException {
        Path root = root();
        int made = new ProcessBuilder(root.resolve("binder/venv").toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        assumeTrue(made != 3, "python3 or its module venv is missing: nothing starts a kernel");
        if (made != 0) {
            throw new IOException("binder/venv ended with " + made);
        }
        install(kernels);
        ProcessBuilder python =
                new ProcessBuilder(root.resolve(".venv/bin/python").toString());
        python.command().addAll(List.of(arguments));
        python.environment().put("JUPYTER_PATH", kernels.toString());
        python.redirectError(ProcessBuilder.Redirect.INHERIT);
        return python;
    }

    /** The folder of the project. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("binder/venv"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static void install(Path kernels) throws IOException {
        Path spec = kernels.resolve("kernels/java");
        Files.createDirectories(spec);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-Xmx3g",
                "-Djava.awt.headless=true",
                "-cp",
                classPath,
                "org.differnet.kernel.JavaKernel",
                "{connection_file}");
        Map<String, Object> content =
                Map.of("argv", command, "display_name", "Java", "language", "java", "interrupt_mode", "message");
        Files.writeString(spec.resolve("kernel.json"), new Gson().toJson(content));
    }
}
