package org.differnet.fetch.archive;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFuzzTest {

    private static final int CASES = 2000;

    @Test
    void evilAndDamagedArchivesEndInFilesOrClearErrors(@TempDir Path folder) throws IOException {
        int unpacked = ArchiveFuzz.run(CASES, 0, folder);
        assertTrue(unpacked > CASES / 20 && unpacked < CASES * 3 / 4, unpacked + " of " + CASES + " could be unpacked");
    }
}
