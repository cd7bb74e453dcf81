package org.differnet.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.differnet.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchTest {

    @Test
    void libraryThatCannotBeUnpackedIsNamedWithTheFoldersThatItNeeds(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path noFolder = Files.createFile(folder.resolve("file")).resolve("none");
        List<String> options = List.of("-Djna.tmpdir=" + noFolder, "-cp", JavaProcess.CLASS_PATH);
        String said = JavaProcess.finish(JavaProcess.start(List.of(), options, Starting.class));
        assertTrue(said.contains("did not start") && said.contains(noFolder.toString()), said);
        assertTrue(said.contains("DJL_CACHE_DIR") && said.contains("noexec"), said);
    }

    static final class Starting {

        public static void main(String[] arguments) {
            try {
                Torch.newManager(Torch.defaultDevice());
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
