package org.differnet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs jupyter_kernel_test, where a Python on this machine has it. */
@Timeout(1800)
class KernelConformanceTest {

    @TempDir
    Path folder;

    @Test
    void messagesAreAsJupyterSpecifiesThem() throws Exception {
        ProcessBuilder python = Jupyter.python(folder, "");
        python.command(pythonWithTests(python.command().get(0)), script());
        Path log = folder.resolve("log");
        int ended = python.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String said = Files.readString(log);
        assertEquals(0, ended, said);
        assertTrue(said.contains("test_kernel_info") && said.contains("test_inspect"), said);
    }

    private static String pythonWithTests(String ofJupyter) throws IOException, InterruptedException {
        for (String python : List.of(ofJupyter, "/usr/bin/python3")) {
            if (Files.isExecutable(Path.of(python))
                    && new ProcessBuilder(python, "-c", "import jupyter_kernel_test")
                                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0) {
                return python;
            }
        }
        return abort("jupyter_kernel_test is missing; on Debian: apt install python3-jupyter-kernel-test");
    }

    private String script() throws IOException {
        Path script = folder.resolve("conformance.py");
        try (var source = KernelConformanceTest.class.getResourceAsStream("conformance.py")) {
            Files.copy(source, script);
        }
        return script.toString();
    }
}
