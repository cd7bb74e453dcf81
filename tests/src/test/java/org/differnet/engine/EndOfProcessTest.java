package org.differnet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.JavaProcess;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EndOfProcessTest {

    /** What a program that ends by this signal returns. */
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    @RepeatedTest(2)
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void processThatIsToldToEndWhileItComputesEndsWithoutACrash() throws Exception {
        List<String> options =
                List.of("-cp", JavaProcess.CLASS_PATH, "-XX:ErrorFile=" + folder.toAbsolutePath() + "/crash.log");
        Process process = JavaProcess.start(List.of(), options, Busy.class);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            for (int i = 0; i < 4; i++) {
                line = out.readLine();
            }
            process.destroy();
            int end = process.waitFor();
            assertEquals(TERMINATED, end, line);
        } finally {
            process.destroyForcibly();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
