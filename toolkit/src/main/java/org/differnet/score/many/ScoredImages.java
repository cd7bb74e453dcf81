package org.differnet.score.many;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.differnet.chart.Gallery;
import org.differnet.chart.Picture;
import org.differnet.score.Call;
import org.differnet.store.Replacement;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What became of many images, in their order: in memory, or in the file that they were written to. */
public final class ScoredImages {

    private static final int GALLERY_COLUMNS = 4;

    private final String detector;
    private final Optional<Path> file;
    private final List<ScoredImage> kept;
    private final List<Highest.Entry> highest;
    private final Counts counts;
    private final Optional<String> stopped;

    /**
     * How many images of which outcome there are.
     *
     * @param good called good
     * @param anomalous called anomalous
     * @param undecided with a score and without a threshold to compare it with
     * @param failed that could not be scored
     */
    public record Counts(long good, long anomalous, long undecided, long failed) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        /** All images. */
        public long all() {
            return good + anomalous + undecided + failed;
        }

        /** One image more. */
        public Counts and(ScoredImage image) {
            if (image.failed()) {
                return new Counts(good, anomalous, undecided, failed + 1);
            }
            return switch (image.call()) {
                case GOOD -> new Counts(good + 1, anomalous, undecided, failed);
                case ANOMALOUS -> new Counts(good, anomalous + 1, undecided, failed);
                case UNDECIDED -> new Counts(good, anomalous, undecided + 1, failed);
            };
        }
    }

    /**
     * @param file where the rows are; if empty, {@code kept} has them
     * @param stopped what is said of an end before the last image, empty text for an interrupt; empty if there was none
     */
    ScoredImages(
            String detector,
            Optional<Path> file,
            List<ScoredImage> kept,
            List<Highest.Entry> highest,
            Counts counts,
            Optional<String> stopped) {
        this.detector = detector;
        this.file = file;
        this.kept = List.copyOf(kept);
        this.highest = List.copyOf(highest);
        this.counts = counts;
        this.stopped = stopped;
    }

    /**
     * How many images of which outcome there are: as many as {@link #rows()}, those of earlier calls on the same file among
     * them, whether their images are still there or not.
     */
    public Counts counts() {
        return counts;
    }

    /** Whether it was interrupted before the last image, or the samples threw something, which the text of this says. */
    public boolean stopped() {
        return stopped.isPresent();
    }

    /**
     * The images in their order; read anew from the file at each call, if there is one. Close it after use.
     *
     * @throws UncheckedIOException if the file cannot be read any more
     */
    public Stream<ScoredImage> rows() {
        if (file.isEmpty()) {
            return kept.stream();
        }
        CsvReader reader = new CsvReader(file.get());
        Spliterator<ScoredImage> rows = Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED);
        return StreamSupport.stream(rows, false).onClose(reader::close);
    }

    /** One row per image in their order: file, score, threshold, call, p-value, error; in memory, whatever their number. */
    public Table table() {
        return table(detector, false);
    }

    /** The rows of the images that could not be scored. */
    public Table errors() {
        return table(detector + ", errors", true).retainColumns("file", "error");
    }

    private Table table(String name, boolean failedAlone) {
        StringColumn images = StringColumn.create("file");
        DoubleColumn score = DoubleColumn.create("score");
        DoubleColumn threshold = DoubleColumn.create("threshold");
        StringColumn call = StringColumn.create("call");
        DoubleColumn pValue = DoubleColumn.create("p-value");
        StringColumn error = StringColumn.create("error");
        try (Stream<ScoredImage> rows = rows()) {
            rows.filter(row -> row.failed() || !failedAlone).forEach(row -> {
                images.append(row.file());
                score.append(row.score());
                threshold.append(Double.isInfinite(row.threshold()) ? Double.NaN : row.threshold());
                call.append(row.failed() ? "" : row.call().toString());
                pValue.append(row.pValue());
                error.append(row.error());
            });
        }
        return Table.create(name, images, score, threshold, call, pValue, error);
    }

    /**
     * The images with the highest scores, at most 24, the highest first; read anew when it is drawn.
     *
     * @throws IllegalStateException if no image has a score
     */
    public Gallery gallery() {
        if (highest.isEmpty()) {
            throw new IllegalStateException("there is no picture to show: of " + counts.all() + " images "
                    + counts.failed() + " could not be scored; errors() has the reasons");
        }
        return Gallery.of(highest.stream().map(Shown::new).toList(), GALLERY_COLUMNS);
    }

    /**
     * Writes the rows as comma-separated values with the header file,score,threshold,call,p_value,error, in whole or not at
     * all. Numbers have all digits; what is not known is empty.
     *
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     */
    public void save(Path csv) {
        try (Stream<ScoredImage> rows = rows()) {
            Iterator<String> lines = Stream.concat(Stream.of(CsvRow.HEADER), rows.map(CsvRow::of))
                    .iterator();
            Replacement.write(csv, out -> {
                while (lines.hasNext()) {
                    out.write((lines.next() + "\n").getBytes(StandardCharsets.UTF_8));
                }
            });
        }
    }

    /** One line, such as "DifferNet: 12 images: 9 good, 2 anomalous, 1 could not be scored". */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(detector).append(": ").append(counts.all()).append(counts.all() == 1 ? " image: " : " images: ");
        text.append(String.format(Locale.ROOT, "%d good, %d anomalous", counts.good, counts.anomalous));
        text.append(counts.undecided > 0 ? ", " + counts.undecided + " " + Call.UNDECIDED : "");
        text.append(counts.failed > 0 ? ", " + counts.failed + " could not be scored" : "");
        return text.append(stopped.map(why -> " (stopped" + why + ")").orElse(""))
                .toString();
    }

    private record Shown(Highest.Entry entry) implements Picture {

        private static final int BLANK = 64;

        /** Grey where the image can no longer be read. */
        @Override
        public BufferedImage picture() {
            try {
                return entry.sample().picture();
            } catch (UncheckedIOException | IllegalArgumentException e) {
                BufferedImage blank = new BufferedImage(BLANK, BLANK, BufferedImage.TYPE_INT_RGB);
                Graphics2D g = blank.createGraphics();
                g.setColor(Color.LIGHT_GRAY);
                g.fillRect(0, 0, BLANK, BLANK);
                g.dispose();
                return blank;
            }
        }

        @Override
        public String caption() {
            return entry.image().toString();
        }

        @Override
        public String toString() {
            return caption();
        }
    }
}
