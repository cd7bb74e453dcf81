package org.differnet.fetch.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.differnet.fetch.disk.Interrupts;

/** A stream that ends with an error after so many bytes, and at an interrupt. */
final class Rationed extends FilterInputStream {

    private final String complaint;
    private long left;

    Rationed(InputStream in, long left, String complaint) {
        super(in);
        this.left = left;
        this.complaint = complaint;
    }

    long left() {
        return left;
    }

    void left(long given) {
        left = given;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Interrupts.check();
        int n = in.read(bytes, offset, length);
        left -= Math.max(n, 0);
        if (left < 0) {
            throw new IOException(complaint);
        }
        return n;
    }

    @Override
    public long skip(long wanted) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(wanted, 8192))];
        return wanted <= 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
