package org.differnet.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jcodec.codecs.h264.H264Utils;
import org.jcodec.codecs.h264.mp4.AvcCBox;
import org.jcodec.common.Format;
import org.jcodec.common.JCodecUtil;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.containers.mp4.MP4Util;
import org.jcodec.containers.mp4.boxes.Box;
import org.jcodec.containers.mp4.boxes.MovieBox;
import org.jcodec.containers.mp4.boxes.NodeBox;
import org.jcodec.containers.mp4.boxes.TrakBox;
import org.jcodec.containers.mp4.boxes.VideoSampleEntry;
import org.jcodec.containers.mp4.demuxer.CodecMP4DemuxerTrack;

/**
 * The pictures of a file that can be decoded.
 *
 * @param packets in the order in which they are decoded
 * @param timeline when they are shown
 */
record Track(CodecMP4DemuxerTrack packets, Timeline timeline) {

    private static final int BEGINNING = 1 << 16;
    private static final String H264 = "avc1";
    private static final int MATROSKA = 0x1A45DFA3;

    /** @throws IOException if there are none; its message says what there is instead, as in "it is HEVC" */
    static Track of(SeekableByteChannel channel) throws IOException {
        refuseOtherFormats(channel);
        BoxCheck.check(channel);
        MP4Util.Movie movie = MP4Util.parseFullMovieChannel(channel);
        if (movie == null || movie.getMoov() == null) {
            throw new IOException("it is not whole: the table of its frames (moov) is missing");
        }
        MovieBox moov = movie.getMoov();
        TrakBox track = Stream.of(moov.getTracks())
                .filter(TrakBox::isVideo)
                .findFirst()
                .orElseThrow(() -> new IOException("it has sound or data and no pictures"));
        refuseOtherCodings(track);
        Timeline timeline = Timeline.of(track, moov.getTimescale());
        if (MP4Util.findFirstAtom("moof", channel) != null
                || timeline.count() == 0 && NodeBox.findFirst(moov, Box.class, "mvex") != null) {
            throw new IOException("it is fragmented MP4");
        }
        if (timeline.shown() == 0) {
            throw new IOException("it has no frame" + (timeline.count() == 0 ? "" : " that its list of edits shows"));
        }
        return new Track(new CodecMP4DemuxerTrack(moov, track, channel), timeline);
    }

    private static void refuseOtherFormats(SeekableByteChannel channel) throws IOException {
        ByteBuffer beginning = NIOUtils.fetchFromChannel(channel, (int) Math.min(BEGINNING, channel.size()));
        if (beginning.remaining() >= Integer.BYTES && beginning.getInt(0) == MATROSKA) {
            throw new IOException("it is Matroska or WebM");
        }
        Format format = JCodecUtil.detectFormatBuffer(beginning);
        if (format != Format.MOV) {
            throw new IOException(
                    format == Format.MPEG_TS ? "it is an MPEG transport stream" : "it is neither MP4 nor QuickTime");
        }
    }

    private static void refuseOtherCodings(TrakBox track) throws IOException {
        Set<List<ByteBuffer>> parameters = new HashSet<>();
        for (Box entry : track.getStsd().getBoxes()) {
            if (!entry.getFourcc().equals(H264)) {
                throw new IOException("it is " + Coding.name(entry.getFourcc()));
            }
            AvcCBox sets = H264Utils.parseAVCC((VideoSampleEntry) entry);
            if (sets.getSpsList().isEmpty() || sets.getPpsList().isEmpty()) {
                throw new IOException("it is H.264 without its parameters");
            }
            List<ByteBuffer> units = H264Utils.splitFrame(H264Utils.avcCToAnnexB(sets));
            String fault = Coding.fault(units);
            if (!fault.isEmpty()) {
                throw new IOException(fault);
            }
            parameters.add(units);
        }
        if (parameters.size() != 1) {
            throw new IOException("its pictures are coded in " + parameters.size() + " ways");
        }
    }
}
