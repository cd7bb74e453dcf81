package org.differnet.data.image;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of a file at any place, read in pieces, each only if the thread is not interrupted. */
final class FileBytes implements Closeable {

    private static final int PIECE = 1 << 14;

    private final SeekableByteChannel file;
    private final long length;
    private final byte[] piece = new byte[PIECE];
    private long start;
    private int filled;

    FileBytes(Path path) throws IOException {
        file = Files.newByteChannel(path);
        length = file.size();
    }

    long length() {
        return length;
    }

    /** The byte at a place, 0 to 255; -1 behind the end. */
    int at(long place) throws IOException {
        if (place < start || place >= start + filled) {
            fill(place);
        }
        return filled == 0 ? -1 : piece[(int) (place - start)] & 255;
    }

    /** Copies up to so many bytes; how many, 0 behind the end. */
    int copy(long place, byte[] into, int offset, int count) throws IOException {
        if (count == 0 || at(place) < 0) {
            return 0;
        }
        int from = (int) (place - start);
        int some = Math.min(count, filled - from);
        System.arraycopy(piece, from, into, offset, some);
        return some;
    }

    /** All of so many bytes. */
    byte[] bytes(long place, int count) throws IOException {
        byte[] bytes = new byte[(int) Math.min(count, Math.max(0, length - place))];
        for (int done = 0; done < count; ) {
            int some = copy(place + done, bytes, done, bytes.length - done);
            if (some == 0) {
                throw new EOFException();
            }
            done += some;
        }
        return bytes;
    }

    /** A number without sign of 1 to 8 bytes. */
    long number(long place, int width, ByteOrder order) throws IOException {
        long number = 0;
        for (int i = 0; i < width; i++) {
            int value = at(place + (order == ByteOrder.BIG_ENDIAN ? i : width - 1 - i));
            if (value < 0) {
                throw new EOFException();
            }
            number = number << 8 | value;
        }
        return number;
    }

    /** Whether these characters of Latin-1 stand at a place. */
    boolean has(long place, String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (at(place + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** So many characters of Latin-1, fewer at the end. */
    String latin(long place, int count) throws IOException {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count && at(place + i) >= 0; i++) {
            text.append((char) at(place + i));
        }
        return text.toString();
    }

    private void fill(long place) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException();
        }
        filled = 0;
        if (place >= 0 && place < length) {
            start = place;
            filled = Math.max(0, file.position(place).read(ByteBuffer.wrap(piece)));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
