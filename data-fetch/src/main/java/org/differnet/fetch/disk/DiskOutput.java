package org.differnet.fetch.disk;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file that is written, whatever interrupts come meanwhile: what is begun is finished. When the disk is full, the error
 * is one of this file and not of where the bytes come from.
 */
public final class DiskOutput extends FilterOutputStream {

    private final Path file;
    private final FileOutputStream disk;

    private DiskOutput(Path file, FileOutputStream disk) {
        super(disk);
        this.file = file;
        this.disk = disk;
    }

    /** A file from its beginning. */
    public static DiskOutput to(Path file) throws FileSystemException {
        return open(file, false);
    }

    /** The end of a file that may have something already. */
    public static DiskOutput appending(Path file) throws FileSystemException {
        return open(file, true);
    }

    private static DiskOutput open(Path file, boolean append) throws FileSystemException {
        try {
            // A channel would be closed by an interrupt.
            return new DiskOutput(file, new FileOutputStream(file.toFile(), append));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static FileSystemException failure(Path file, IOException e) {
        return new FileSystemException(file.toString(), null, e.getMessage());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Waits until all of it is on the disk. */
    public void force() throws IOException {
        try {
            disk.getFD().sync();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }
}
