package org.differnet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.differnet.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LostLettersTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameThatLostItsLettersInTheLocaleCIsRefusedWithTheRemedy(@TempDir Path folder) throws Exception {
        Path parts = Files.createDirectories(folder.resolve("Pr\u00fcfteile"));
        Process process = JavaProcess.start(
                List.of("env", "LC_ALL=C"), List.of("-cp", JavaProcess.CLASS_PATH), Main.class, "check", parts);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, process.waitFor(), said);
        assertTrue(said.contains("set LC_ALL=C.UTF-8 and start again"), said);
    }
}
