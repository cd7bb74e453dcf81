package org.differnet.fetch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** A file in home that is written; when the disk is full, the error is one of this file and not of where the bytes come from. */
final class DiskOutput extends FilterOutputStream {

    private final Path file;

    DiskOutput(Path file, OpenOption... options) throws IOException {
        super(Files.newOutputStream(file, options));
        this.file = file;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, e.getMessage());
        }
    }
}
