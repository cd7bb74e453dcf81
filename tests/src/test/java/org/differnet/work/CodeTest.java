package org.differnet.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTest {

    private static final List<String> FILES = List.of(
            "org/differnet/DifferNet.class",
            "org/differnet/chart/Chart.class",
            "org/differnet/flow/Flow.class",
            "org/differnet/flow/training.torchscript",
            "org/differnet/notebook/Bundle.class",
            "org/differnet/commit.txt");

    @TempDir
    Path folder;

    @BeforeEach
    void writeClasses() throws IOException {
        for (String name : FILES) {
            Path file = folder.resolve("classes").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DifferNet.class", "flow/Flow.class", "flow/training.torchscript"})
    void whateverComputesChangesTheHash(String name) throws IOException {
        String before = Code.hash(folder.resolve("classes"));
        Files.writeString(folder.resolve("classes/org/differnet").resolve(name), "another formula");
        assertNotEquals(before, Code.hash(folder.resolve("classes")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chart/Chart.class", "notebook/Bundle.class", "commit.txt"})
    void whatOnlyShowsLeavesTheHash(String name) throws IOException {
        String before = Code.hash(folder.resolve("classes"));
        Files.writeString(folder.resolve("classes/org/differnet").resolve(name), "another colour");
        assertEquals(before, Code.hash(folder.resolve("classes")));
    }

    @Test
    void aMovedClassChangesTheHash() throws IOException {
        String before = Code.hash(folder.resolve("classes"));
        Path flow = folder.resolve("classes/org/differnet/flow/Flow.class");
        Files.move(flow, flow.resolveSibling("Other.class"));
        assertNotEquals(before, Code.hash(folder.resolve("classes")));
    }

    @Test
    void jarAndFolderHaveTheSameHash() throws IOException {
        Path jar = folder.resolve("a toolkit.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : FILES) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        assertEquals(Code.hash(folder.resolve("classes")), Code.hash(jar));
    }

    @Test
    void theCodeThatRunsHasAHash() {
        Code code = Code.current();
        assertTrue(code.hash().matches("[0-9a-f]{64}"), code.hash());
        assertEquals(code, Code.current());
    }

    @Test
    void theBuildNamesItsCommitOrSaysThatItIsUnknown() {
        String commit = Code.current().commit();
        assertTrue(commit.matches("[0-9a-f]{12,40}(-dirty)?|unknown"), commit);
    }
}
