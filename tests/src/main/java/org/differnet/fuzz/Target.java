package org.differnet.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A reader under test, and where its input comes from.
 *
 * @param name for reports
 * @param good files that it reads; cases are damaged copies of them
 * @param generator makes a file from nothing, half right and half wrong
 * @param reader reads a file; it may throw nothing but an {@link java.io.UncheckedIOException} that names the file
 * @param allowed bytes that it may allocate for a file of so many bytes
 */
public record Target(
        String name,
        List<byte[]> good,
        Function<Random, byte[]> generator,
        Reader reader,
        Function<Integer, Long> allowed) {

    /** Reads a file in whole. */
    @FunctionalInterface
    public interface Reader {
        void read(Path file);
    }

    /** A case: three of four are damaged copies, the rest is generated. */
    public byte[] input(Random random) {
        return random.nextInt(4) == 0
                ? generator.apply(random)
                : Damage.to(good.get(random.nextInt(good.size())), random);
    }

    @Override
    public String toString() {
        return name;
    }
}
