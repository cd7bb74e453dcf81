package org.differnet.data;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Image files from where the decoder does not reach by itself: through a copy that lives as long as the reading. */
final class Encoded {

    /** The most bytes of an image from a stream, so that an endless one ends: 1 GB. */
    private static final long MOST_BYTES = 1L << 30;

    private Encoded() {}

    /** Does something with a stream that holds an image file; {@code name} stands for it in messages. */
    static <T> T read(String name, Callable<? extends InputStream> source, Function<Path, T> work) {
        return copied(name, source, work);
    }

    /** Does something with a file, wherever it lies and whatever its name. */
    static <T> T with(Path file, Function<Path, T> work) {
        return FileNames.hasName(file) || !Files.isRegularFile(file)
                ? work.apply(file)
                : copied(FileNames.last(file), () -> Files.newInputStream(file), work);
    }

    private static <T> T copied(String name, Callable<? extends InputStream> source, Function<Path, T> work) {
        try {
            Path copy = Files.createTempFile("differnet-", ".image");
            try {
                copy(name, source, copy);
                return work.apply(copy);
            } catch (UncheckedIOException e) {
                throw new UncheckedIOException(e.getMessage().replace(copy.toString(), name), e.getCause());
            } catch (CancellationException e) {
                throw new CancellationException("reading " + name + " was stopped");
            } finally {
                Files.delete(copy);
            }
        } catch (UncheckedIOException | CancellationException e) {
            throw e;
        } catch (ClosedByInterruptException | InterruptedException e) {
            Thread.interrupted();
            throw new CancellationException("reading " + name + " was stopped");
        } catch (Exception e) {
            throw new UncheckedIOException(
                    "cannot read " + name + ": " + e + "; check where it comes from",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    private static void copy(String name, Callable<? extends InputStream> source, Path copy) throws Exception {
        try (InputStream in = source.call();
                OutputStream out = new FileOutputStream(copy.toFile())) {
            if (in == null) {
                throw Folders.refused("there is no " + name + " where it is read from; check its name");
            }
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > MOST_BYTES) {
                    throw Folders.refused(name + " has more than " + MOST_BYTES + " bytes, the most of an image");
                }
                out.write(buffer, 0, n);
            }
        }
    }
}
