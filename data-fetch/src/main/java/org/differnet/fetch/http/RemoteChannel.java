package org.differnet.fetch.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** A file on a server of which only those blocks are fetched that are read. */
public final class RemoteChannel implements SeekableByteChannel {

    private static final int BLOCK = 1 << 20;
    private static final int KEPT = 4;

    private final Http http;
    private final Address address;
    private final long size;
    private final long budget;
    private final LongConsumer meter;
    private final Map<Long, byte[]> blocks = new LinkedHashMap<>();
    private boolean open = true;
    private long position;
    private long fetched;

    /**
     * A file that is read where it lies.
     *
     * @param size of the file, in bytes
     * @param budget bytes after which reading ends with an error
     * @param meter is given the number of bytes that have come since the last call
     */
    public RemoteChannel(Http http, Address address, long size, long budget, LongConsumer meter) {
        this.http = http;
        this.address = address;
        this.size = size;
        this.budget = budget;
        this.meter = meter;
    }

    /** @throws NoRanges if the server does not send parts */
    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        byte[] block = block(position / BLOCK);
        int offset = (int) (position % BLOCK);
        int n = Math.min(into.remaining(), block.length - offset);
        into.put(block, offset, n);
        position += n;
        return n;
    }

    private byte[] block(long index) throws IOException {
        byte[] known = blocks.get(index);
        if (known != null) {
            return known;
        }
        long from = index * BLOCK;
        int length = (int) Math.min(BLOCK, size - from);
        if ((fetched += length) > budget) {
            throw new IOException("more than " + budget + " bytes of it would have to be read");
        }
        byte[] block = new byte[length];
        try (RemoteStream in = RemoteStream.part(http, address, size, from, from + length)) {
            for (int done = 0, n; done < length; done += n) {
                n = in.read(block, done, length - done);
                if (n < 0) {
                    throw new IOException("it ended before byte " + (from + length));
                }
                meter.accept(n);
            }
        }
        if (blocks.size() == KEPT) {
            blocks.remove(blocks.keySet().iterator().next());
        }
        blocks.put(index, block);
        return block;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long given) {
        if (given < 0) {
            throw new IllegalArgumentException("the position " + given + " is negative");
        }
        position = given;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long given) {
        throw new NonWritableChannelException();
    }
}
