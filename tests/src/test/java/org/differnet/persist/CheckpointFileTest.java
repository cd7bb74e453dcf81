package org.differnet.persist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.differnet.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {

    @Test
    void checkpointOf150MegabytesIsWrittenAndReadInAHeapOf64(@TempDir Path folder) throws Exception {
        List<String> options = List.of("-Xmx64m", "-cp", JavaProcess.CLASS_PATH);
        Process process = JavaProcess.start(List.of(), options, LittleHeap.class, folder.resolve("checkpoint"));
        String output = JavaProcess.finish(process).strip();
        long bytes = Long.parseLong(output.substring(output.lastIndexOf('\n') + 1));
        assertTrue(bytes > 150_000_000, output);
    }
}
