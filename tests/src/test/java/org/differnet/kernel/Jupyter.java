package org.differnet.kernel;

import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Jupyter that binder/ finds or makes, with a kernel {@code java} on the class path of the tests. */
public final class Jupyter {

    private static final int NONE = 3;

    /** Remembered, since finding one takes seconds. */
    private static String found;

    private Jupyter() {}

    /** A process of Jupyter's Python that finds the kernel; skips where no Jupyter can be had, and on Windows. */
    public static ProcessBuilder python(Path kernels, String... arguments) throws IOException, InterruptedException {
        install(kernels);
        ProcessBuilder python = new ProcessBuilder(find());
        python.command().addAll(List.of(arguments));
        python.environment().put("JUPYTER_PATH", kernels.toString());
        python.redirectError(ProcessBuilder.Redirect.INHERIT);
        return python;
    }

    private static synchronized String find() throws IOException, InterruptedException {
        if (found != null) {
            return found;
        }
        assumeFalse(File.separatorChar == '\\', "binder/find-jupyter, which finds a Jupyter, needs bash");
        Process finding = new ProcessBuilder(
                        root().resolve("binder/find-jupyter").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(finding.getInputStream().readAllBytes()).strip();
        int ended = finding.waitFor();
        assumeTrue(ended != NONE, "there is no Jupyter: nothing starts a kernel");
        if (ended != 0) {
            throw new IOException("binder/find-jupyter ended with " + ended);
        }
        found = printed;
        return found;
    }

    /** Puts the scripts of figures and formulas where {@code binder/execute.py} finds them. */
    public static void installPageScripts(Path kernels) throws IOException, InterruptedException {
        String script = root().resolve("binder/page_scripts.py").toString();
        int ended =
                python(kernels, script, kernels.toString(), classPath()).start().waitFor();
        if (ended != 0) {
            throw new IOException("binder/page_scripts.py ended with " + ended);
        }
    }

    /** The folder of the project. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("binder/find-jupyter"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The class path of the tests. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void install(Path kernels) throws IOException {
        Path spec = kernels.resolve("kernels/java");
        Files.createDirectories(spec);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-Xmx3g",
                "-Djava.awt.headless=true",
                "-cp",
                classPath(),
                "org.differnet.kernel.JavaKernel",
                "{connection_file}");
        Map<String, Object> content =
                Map.of("argv", command, "display_name", "Java", "language", "java", "interrupt_mode", "message");
        Files.writeString(spec.resolve("kernel.json"), new Gson().toJson(content));
    }
}
