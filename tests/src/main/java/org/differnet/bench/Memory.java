package org.differnet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process, native memory included, as Linux counts it; 0 elsewhere. */
final class Memory {

    private Memory() {}

    /** Bytes in memory now. */
    static long resident() {
        return line("VmRSS");
    }

    /** The most bytes in memory so far. */
    static long peak() {
        return line("VmHWM");
    }

    private static long line(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
