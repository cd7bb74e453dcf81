package org.differnet.data.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** The parts of a file as the one stream that a decoder reads. */
final class PartsStream extends ImageInputStreamImpl {

    /** Some decoders ask for more and more behind the end; after a while they are told no. */
    private static final int PATIENCE = 64;

    private final FileBytes file;
    private final Parts parts;
    private Parts.Part part;
    private int behindTheEnd;

    PartsStream(FileBytes file, Parts parts) {
        this.file = file;
        this.parts = parts;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (!find()) {
            return -1;
        }
        long within = streamPos++ - part.start();
        part.check(within);
        return part.own() == null ? file.at(part.place() + within) : part.own()[(int) within] & 255;
    }

    /** As many bytes as there are: readers of whole numbers take fewer for the end. */
    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        bitOffset = 0;
        int done = 0;
        while (done < count && find()) {
            long within = streamPos - part.start();
            int some = (int) Math.min(count - done, part.length() - within);
            if (part.own() == null) {
                some = file.copy(part.place() + within, bytes, offset + done, some);
            } else {
                System.arraycopy(part.own(), (int) within, bytes, offset + done, some);
            }
            if (some == 0) {
                break;
            }
            part.check(within + some - 1);
            streamPos += some;
            done += some;
        }
        return done == 0 && count > 0 ? -1 : done;
    }

    @Override
    public long length() {
        return parts.length();
    }

    private boolean find() throws IOException {
        if (part != null && streamPos >= part.start() && streamPos < part.start() + part.length()) {
            return true;
        }
        if (streamPos >= parts.length()) {
            if (++behindTheEnd > PATIENCE) {
                throw new IOException("it ends before its pixels do");
            }
            return false;
        }
        part = parts.at(streamPos);
        return true;
    }
}
