package org.differnet.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;

/**
 * Whether the boxes of a file lie within each other (ISO/IEC 14496-12, 4.2). JCodec goes back where the length of one is
 * shorter than its header, and reads the same ones for ever.
 */
final class BoxCheck {

    private static final String MOVIE = "moov";
    private static final Set<String> WITH_BOXES = Set.of(MOVIE, "trak", "mdia", "minf", "stbl", "edts", "stsd");
    private static final int HEADER = 8;
    private static final int LONG_HEADER = 16;

    private BoxCheck() {}

    /** @throws IOException if a box is shorter than its header, or those of the table of frames longer than what is around */
    static void check(SeekableByteChannel channel) throws IOException {
        long place = 0;
        while (place + HEADER <= channel.size()) {
            channel.setPosition(place);
            ByteBuffer header = NIOUtils.fetchFromChannel(channel, (int) Math.min(LONG_HEADER, channel.size() - place));
            long length = length(header);
            if (length == 0) {
                return;
            }
            String name = name(header);
            if (name.equals(MOVIE)) {
                channel.setPosition(place);
                long there = Math.min(length, channel.size() - place);
                checkWithin(NIOUtils.fetchFromChannel(channel, Math.toIntExact(there)), 0);
            }
            place += length;
        }
        channel.setPosition(0);
    }

    /** @param skipped bytes before the first box */
    private static void checkWithin(ByteBuffer boxes, int skipped) throws IOException {
        ByteBuffer rest = boxes.slice();
        rest.position(Math.min(skipped, rest.limit()));
        while (rest.remaining() >= HEADER) {
            ByteBuffer box = rest.slice();
            long length = length(box);
            if (length == 0) {
                return;
            }
            if (length > box.limit()) {
                throw damaged(name(box));
            }
            String name = name(box);
            if (WITH_BOXES.contains(name)) {
                int header = box.getInt(0) == 1 ? LONG_HEADER : HEADER;
                box.position(header).limit((int) length);
                checkWithin(box, name.equals("stsd") ? HEADER : 0);
            }
            rest.position(rest.position() + (int) length);
        }
    }

    /** 0 of a box without an end. */
    private static long length(ByteBuffer box) throws IOException {
        long length = box.getInt(0) & 0xFFFFFFFFL;
        int header = HEADER;
        if (length == 1) {
            if (box.limit() < LONG_HEADER) {
                throw damaged(name(box));
            }
            length = box.getLong(HEADER);
            header = LONG_HEADER;
        }
        if (length != 0 && length < header || header == LONG_HEADER && length == 0) {
            throw damaged(name(box));
        }
        return length;
    }

    private static String name(ByteBuffer box) {
        byte[] name = new byte[4];
        box.get(4, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static IOException damaged(String name) {
        return new IOException("it is damaged: its box \"" + name + "\" has no possible length");
    }
}
