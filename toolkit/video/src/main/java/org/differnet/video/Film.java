package org.differnet.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.api.PictureWithMetadata;
import org.jcodec.common.SeekableDemuxerTrack;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.scale.AWTUtil;

/**
 * A video file that is decoded frame by frame. Frames stand in it in the order in which they are decoded; here they come in
 * the order in which they are shown.
 */
final class Film implements AutoCloseable {

    /** So many frames may be decoded before one that is shown earlier (H.264, A.3.1). */
    private static final int MOST_WAITING = 16;

    private final SeekableByteChannel channel;
    private final FrameGrab frames;
    private final PriorityQueue<Decoded> waiting = new PriorityQueue<>(Comparator.comparingDouble(Decoded::seconds));
    private int decoded;
    private int shown;
    private double due = Double.NEGATIVE_INFINITY;
    private boolean ended;

    private Film(SeekableByteChannel channel, FrameGrab frames) {
        this.channel = channel;
        this.frames = frames;
    }

    /**
     * A frame, or what is wrong with it.
     *
     * @param number from 0, in the order in which they are shown
     * @param seconds from the beginning of the film
     */
    record Shown(int number, double seconds, Optional<BufferedImage> image, String fault) {}

    private record Decoded(double seconds, double duration, Optional<BufferedImage> image, String fault) {}

    /** Closes the file again if it is no video. */
    static Film open(Path file) throws IOException, JCodecException {
        SeekableByteChannel channel = NIOUtils.readableChannel(file.toFile());
        try {
            FrameGrab frames = FrameGrab.createFrameGrab(channel);
            SeekableDemuxerTrack track = frames.getVideoTrack();
            if (track == null || track.getMeta().getTotalFrames() == 0) {
                throw new IOException("it has no frame");
            }
            return new Film(channel, frames);
        } catch (IOException | JCodecException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    int count() {
        return frames.getVideoTrack().getMeta().getTotalFrames();
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
        due = first.seconds + first.duration;
        return Optional.of(new Shown(shown++, first.seconds, first.image, first.fault));
    }

    private boolean isDue(Decoded frame) {
        return frame != null && frame.seconds < due + frame.duration / 2;
    }

    private void decode() throws IOException {
        try {
            PictureWithMetadata picture = frames.getNativeFrameWithMetadata();
            if (picture == null) {
                ended = true;
                if (decoded < count()) {
                    fault("the file breaks off after " + decoded + " of " + count() + " frames; get it anew");
                }
            } else {
                BufferedImage image = AWTUtil.toBufferedImage(picture.getPicture(), picture.getOrientation());
                waiting.add(new Decoded(picture.getTimestamp(), picture.getDuration(), Optional.of(image), ""));
                decoded++;
            }
        } catch (RuntimeException e) {
            fault("it cannot be decoded: " + e);
            decoded++;
        }
    }

    private void fault(String reason) {
        double seconds = decoded * frames.getVideoTrack().getMeta().getTotalDuration() / count();
        waiting.add(new Decoded(seconds, 0, Optional.empty(), reason));
    }

    @Override
    public void close() {
        NIOUtils.closeQuietly(channel);
    }
}
