package org.differnet.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jcodec.api.specific.AVCMP4Adaptor;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.common.logging.Logger;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Picture;
import org.jcodec.scale.AWTUtil;

/**
 * A video file that is decoded frame by frame. Frames stand in it in the order in which they are decoded; here they come in
 * the order in which they are shown.
 */
final class Film implements AutoCloseable {

    /** So many frames may be decoded before one that is shown earlier (H.264, A.3.1). */
    private static final int MOST_WAITING = 16;

    static {
        // Else JCodec writes what it meets to the standard output, which is that of results.
        Logger.addSink(message -> {});
    }

    private final SeekableByteChannel channel;
    private final Track track;
    private final AVCMP4Adaptor decoder;
    private final byte[][] buffer;
    private final PriorityQueue<Decoded> waiting = new PriorityQueue<>(Comparator.comparingInt(Decoded::place));
    private final String conversion;
    private final SliceCheck slices = new SliceCheck();
    private Limited<Optional<Decoded>> running;
    private String oddity = "";
    private int decoded;
    private int shown;
    private int due;
    private double latest;
    private boolean ended;

    private Film(SeekableByteChannel channel, Track track, String conversion) {
        this.channel = channel;
        this.track = track;
        this.conversion = conversion;
        slices.passes(
                H264Utils.splitFrame(track.packets().getMeta().getCodecPrivate().duplicate()));
        decoder = new AVCMP4Adaptor(track.packets().getMeta());
        buffer = decoder.allocatePicture();
    }

    /**
     * A frame, or what is wrong with it.
     *
     * @param number from 0, in the order in which they are shown
     * @param seconds from the beginning of the film
     */
    record Shown(int number, double seconds, Optional<BufferedImage> image, String fault) {}

    private record Decoded(int place, double seconds, Optional<BufferedImage> image, String fault) {}

    /**
     * Opens a file, and closes it again if it is no video that can be decoded.
     *
     * @param conversion what to do with a film that cannot be decoded
     */
    static Film open(Path file, String conversion) throws IOException {
        SeekableByteChannel channel = NIOUtils.readableChannel(file.toFile());
        boolean opened = false;
        try {
            Film film = Limited.start(() -> new Film(channel, Track.of(channel), conversion), Limited.LIMIT)
                    .get();
            opened = true;
            return film;
        } catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "it is damaged, or needs more memory than Java's "
                            + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB, which a larger -Xmx gives",
                    e);
        } finally {
            if (!opened) {
                NIOUtils.closeQuietly(channel);
            }
        }
    }

    /** The frames that are shown. */
    int count() {
        return track.timeline().shown();
    }

    /** Empty after the last one. */
    Optional<Shown> next() throws IOException {
        while (!ended && waiting.size() < MOST_WAITING && !isDue(waiting.peek())) {
            decode();
        }
        Decoded first = waiting.poll();
        if (first == null) {
            return Optional.empty();
        }
        due = first.place + 1;
        return Optional.of(new Shown(shown++, first.seconds, first.image, first.fault));
    }

    private boolean isDue(Decoded frame) {
        return frame != null && frame.place <= due;
    }

    private void decode() throws IOException {
        int all = track.timeline().count();
        if (decoded == all) {
            ended = true;
            return;
        }
        if (running == null) {
            int frame = decoded;
            running = Limited.start(() -> read(frame), Limited.LIMIT);
        }
        try {
            Optional<Decoded> frame = running.get();
            if (frame.isEmpty()) {
                end("the file breaks off after " + decoded + " of " + all + " frames");
                return;
            }
            if (frame.get().place != Timeline.HIDDEN) {
                waiting.add(frame.get());
                latest = Math.max(latest, frame.get().seconds);
            }
        } catch (TimeoutException e) {
            end(e.getMessage());
            return;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            String reason = e instanceof Error ? "needs more memory than Java has" : "is damaged";
            end("the file " + reason + " after " + decoded + " of " + all + " frames");
            return;
        }
        running = null;
        decoded++;
    }

    private void end(String reason) {
        ended = true;
        waiting.add(new Decoded(Integer.MAX_VALUE, latest, Optional.empty(), reason + "; get it anew"));
    }

    /** Empty where the file breaks off. */
    private Optional<Decoded> read(int frame) throws IOException {
        Packet packet = track.packets().nextFrame();
        if (packet == null) {
            return Optional.empty();
        }
        int place = track.timeline().place(frame);
        double seconds = track.timeline().seconds(frame);
        try {
            refuseOdd(packet);
            Picture picture = decoder.decodeFrame(packet, buffer);
            Optional<BufferedImage> image = place == Timeline.HIDDEN
                    ? Optional.empty()
                    : Optional.of(AWTUtil.toBufferedImage(
                            picture, track.packets().getMeta().getOrientation()));
            return Optional.of(new Decoded(place, seconds, image, ""));
        } catch (RuntimeException e) {
            String said = String.valueOf(e.getMessage());
            // What JCodec throws on purpose; all else comes of reading on where nothing of the kind is.
            boolean meant = e instanceof IllegalArgumentException || e.getClass() == RuntimeException.class;
            String reason = meant && !said.isBlank() ? said : "it is damaged";
            return Optional.of(new Decoded(
                    place, seconds, Optional.empty(), "it cannot be decoded (" + reason + "). " + conversion));
        }
    }

    /** A film may change its coding on the way, and is not decoded from there on. */
    private void refuseOdd(Packet packet) {
        List<ByteBuffer> units = H264Utils.splitFrame(packet.getData().duplicate());
        if (oddity.isEmpty()) {
            oddity = Coding.fault(units);
        }
        if (!oddity.isEmpty()) {
            throw new IllegalArgumentException(oddity);
        }
        if (!slices.passes(units)) {
            throw new IllegalArgumentException("it is damaged");
        }
    }

    @Override
    public void close() {
        NIOUtils.closeQuietly(channel);
    }
}
