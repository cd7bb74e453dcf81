package org.differnet.data.image;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What can be known of a strip or tile of a TIFF before it is decoded. */
final class Strip implements AutoCloseable {

    private static final int NONE = 1;
    private static final int DEFLATE = 8;
    private static final int DEFLATE_OF_ADOBE = 32946;
    private static final int PIECE = 1 << 14;

    private final FileBytes file;
    private final int compression;
    private final Inflater inflater = new Inflater();
    private final byte[] in = new byte[PIECE];
    private final byte[] out = new byte[4 * PIECE];

    Strip(FileBytes file, int compression) {
        this.file = file;
        this.compression = compression;
    }

    /**
     * Compares a strip of so many columns and rows with what it must hold.
     *
     * @param needed bytes of its pixels
     * @param most bytes of a strip of all rows, to which some programs fill the last one up
     */
    void check(String name, long place, long length, long columns, long rows, long needed, long most)
            throws IOException {
        switch (compression) {
            case NONE -> {
                if (length < needed) {
                    throw new IOException(name + " has " + length + " of " + needed + " bytes");
                }
            }
            case TiffTag.JPEG -> JpegContents.check(file, place, length, columns, rows);
            case DEFLATE, DEFLATE_OF_ADOBE -> inflate(name, place, length, needed, most);
            default -> {
                // LZW, PackBits and fax have no checksum; whether they end too early is told by decoding them.
            }
        }
    }

    /** Unpacks a strip to its end, where its checksum stands. */
    private void inflate(String name, long place, long length, long needed, long most) throws IOException {
        inflater.reset();
        try {
            long read = 0;
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int some = file.copy(place + read, in, 0, (int) Math.min(in.length, length - read));
                    if (some == 0) {
                        throw new IOException(name + " ends before its pixels do");
                    }
                    inflater.setInput(in, 0, some);
                    read += some;
                }
                if (inflater.inflate(out) == 0 && inflater.needsDictionary()) {
                    throw new IOException(name + " is packed with a dictionary that nobody has");
                }
                if (inflater.getBytesWritten() > most + 2L * PIECE * 4) {
                    throw new IOException(name + " holds more than its " + most + " bytes of pixels");
                }
            }
            if (inflater.getBytesWritten() < needed) {
                throw new IOException(name + " holds " + inflater.getBytesWritten() + " of " + needed + " bytes");
            }
        } catch (DataFormatException e) {
            throw new IOException(name + " is damaged (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
