package org.differnet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Reading a file so that whatever is wrong with it is said under its name. */
final class Unreadable {

    private Unreadable() {}

    /** What reads an open file. */
    @FunctionalInterface
    interface Reader<T> {
        T read(FileChannel file) throws IOException;
    }

    /**
     * Opens and reads a file; {@code kind} says what it should be.
     *
     * @throws CancellationException if the thread is interrupted
     */
    static <T> T guard(Path file, String kind, Reader<T> reader) {
        try {
            if (Files.isDirectory(file)) {
                throw new IOException("it is a folder: name a file in it");
            }
            // To open a pipe waits for whoever writes to it.
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("it is a pipe or a device: name a file");
            }
            try (FileChannel channel = FileChannel.open(file)) {
                return reader.read(channel);
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new CancellationException(
                    "reading " + file + " was stopped by an interrupt; nothing is wrong with it");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read as " + kind + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (e instanceof CharacterCodingException) {
            return "its text is not UTF-8";
        }
        return e.getMessage();
    }
}
