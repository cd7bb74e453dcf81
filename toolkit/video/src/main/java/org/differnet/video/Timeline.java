package org.differnet.video;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jcodec.containers.mp4.boxes.CompositionOffsetsBox;
import org.jcodec.containers.mp4.boxes.Edit;
import org.jcodec.containers.mp4.boxes.SampleSizesBox;
import org.jcodec.containers.mp4.boxes.TimeToSampleBox.TimeToSampleEntry;
import org.jcodec.containers.mp4.boxes.TrakBox;

/**
 * When the frames of a track are shown, by its tables and its list of edits (ISO/IEC 14496-12, 8.6). A film that was cut has
 * frames before its start, from which others are decoded and which are not shown.
 */
final class Timeline {

    /** The place of a frame that is not shown. */
    static final int HIDDEN = -1;

    private final double[] seconds;
    private final int[] places;
    private final int shown;

    private Timeline(double[] seconds) {
        this.seconds = seconds;
        places = new int[seconds.length];
        Arrays.fill(places, HIDDEN);
        int[] order = IntStream.range(0, seconds.length)
                .filter(i -> !Double.isNaN(seconds[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> seconds[i]))
                .mapToInt(i -> i)
                .toArray();
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        shown = order.length;
    }

    /**
     * The frames of a track, in the order in which they are decoded.
     *
     * @param movieScale parts of a second in which edits are long
     * @throws IOException if edits show a part twice or in another order
     */
    static Timeline of(TrakBox track, int movieScale) throws IOException {
        SampleSizesBox sizes = track.getStsz();
        int count = sizes.getDefaultSize() == 0 ? sizes.getSizes().length : sizes.getCount();
        long[] media = mediaTimes(track, count);
        List<Edit> edits = track.getEdits() == null ? List.of() : track.getEdits();
        refuseOutOfOrder(edits, track.getTimescale(), movieScale);
        double[] seconds = new double[count];
        for (int i = 0; i < count; i++) {
            seconds[i] = edits.isEmpty()
                    ? (double) media[i] / track.getTimescale()
                    : edited(media[i], edits, track.getTimescale(), movieScale);
        }
        return new Timeline(seconds);
    }

    /** All frames that are stored. */
    int count() {
        return seconds.length;
    }

    /** The frames that are shown. */
    int shown() {
        return shown;
    }

    /** Seconds from the beginning of the film; NaN where it is not shown. */
    double seconds(int frame) {
        return seconds[frame];
    }

    /** From 0 among the frames that are shown, of two at the same time the first that is decoded first; or {@link #HIDDEN}. */
    int place(int frame) {
        return places[frame];
    }

    private static long[] mediaTimes(TrakBox track, int count) {
        long[] times = new long[count];
        int frame = 0;
        long time = 0;
        for (TimeToSampleEntry entry : track.getStts().getEntries()) {
            for (int i = 0; i < entry.getSampleCount() && frame < count; i++) {
                times[frame++] = time;
                time += entry.getSampleDuration();
            }
        }
        while (frame < count) {
            times[frame++] = time;
        }
        if (track.getCtts() != null) {
            frame = 0;
            for (CompositionOffsetsBox.Entry entry : track.getCtts().getEntries()) {
                for (int i = 0; i < entry.getCount() && frame < count; i++) {
                    times[frame++] += entry.getOffset();
                }
            }
        }
        return times;
    }

    private static double edited(long time, List<Edit> edits, long scale, long movieScale) {
        double begin = 0;
        for (Edit edit : edits) {
            long since = time - edit.getMediaTime();
            boolean open = edit.getDuration() == 0;
            if (!isGap(edit) && since >= 0 && (open || since * movieScale < edit.getDuration() * scale)) {
                return begin + (double) since / scale;
            }
            begin += (double) edit.getDuration() / movieScale;
        }
        return Double.NaN;
    }

    /** The lengths of edits are rounded. */
    private static void refuseOutOfOrder(List<Edit> edits, long scale, long movieScale) throws IOException {
        List<Edit> parts = edits.stream().filter(edit -> !isGap(edit)).toList();
        for (int i = 1; i < parts.size(); i++) {
            Edit before = parts.get(i - 1);
            long apart = parts.get(i).getMediaTime() - before.getMediaTime();
            if (apart * movieScale < (before.getDuration() - 1) * scale) {
                throw new IOException("its list of edits shows a part twice or in another order");
            }
        }
    }

    private static boolean isGap(Edit edit) {
        return edit.getMediaTime() < 0;
    }
}
