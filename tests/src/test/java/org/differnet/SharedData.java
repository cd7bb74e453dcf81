package org.differnet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Golden values and photographs that lie beside the project and not in it; tests that need them skip without. */
public final class SharedData {

    private SharedData() {}

    /** Golden values of the first implementation. */
    public static Path golden() {
        return part("golden");
    }

    /** Magnetic tiles and AlexNet weights. */
    public static Path data() {
        return part("data");
    }

    /** Small inputs that went wrong once. */
    public static Path cases() {
        return part("cases");
    }

    /** Photographs of real products. */
    public static Path products() {
        return part("products");
    }

    /** What {@link #data} returns, as a further mirror of the processes that a test starts; empty without it. */
    public static Optional<Path> mirror() {
        return Optional.ofNullable(root()).map(shared -> shared.resolve("data")).filter(Files::isDirectory);
    }

    private static Path part(String name) {
        Path shared = root();
        assumeTrue(
                shared != null && Files.isDirectory(shared.resolve(name)),
                "no folder shared/" + name + ": set -Ddiffernet.shared=DIR");
        return shared.resolve(name);
    }

    private static Path root() {
        String named = System.getProperty("differnet.shared");
        if (named != null) {
            return Path.of(named);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path shared = folder.resolveSibling("shared");
            if (Files.exists(shared.resolve("DESIGN.md"))) {
                return shared;
            }
        }
        return null;
    }
}
