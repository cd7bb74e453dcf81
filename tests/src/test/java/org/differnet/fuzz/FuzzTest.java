package org.differnet.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.differnet.store.TensorTargets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sample of the cases of {@link Fuzz}, and every case that once failed. */
class FuzzTest {

    private static final int CASES = Integer.getInteger("differnet.fuzz", 1000);

    @TempDir
    Path folder;

    static Stream<Target> targets() {
        return Fuzz.targets().stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void damagedAndGeneratedFilesAreReadOrRefusedByName(Target target) throws IOException {
        Fuzz fuzz = new Fuzz(folder);
        for (int i = 0; i < CASES; i++) {
            fuzz.run(target, 1, i);
        }
    }

    @Test
    void keysOfOneHashTakeNoLongerThanOthers() throws IOException {
        Target pth = Fuzz.targets().stream()
                .filter(target -> target.name().equals("pth"))
                .findFirst()
                .orElseThrow();
        new Fuzz(folder).run(pth, TensorTargets.keysOfOneHash(), "keys of one hash");
    }

    static Stream<Path> cases() throws IOException, URISyntaxException {
        Path cases = Path.of(FuzzTest.class.getResource("cases").toURI());
        try (Stream<Path> found = Files.list(cases)) {
            return found.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void caseThatOnceFailedIsReadOrRefusedByName(Path file) throws IOException {
        Target target = Fuzz.targets().stream()
                .filter(each -> file.getFileName().toString().startsWith(each + "-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " begins with the name of no target"));
        new Fuzz(folder).run(target, Files.readAllBytes(file), file.toString());
    }
}
