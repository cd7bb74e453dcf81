package org.differnet.data;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.differnet.chart.Picture;
import org.differnet.data.image.ImageFile;
import org.differnet.data.image.Mask;
import org.differnet.data.image.Pixels;
import org.differnet.data.image.RawImage;
import org.differnet.data.image.ValueRange;

/**
 * One image of a data set, decoded or drawn anew each time it is asked for and not kept ({@link Dataset#inMemory} does).
 *
 * <p>Images are {@link BufferedImage#TYPE_BYTE_GRAY} where the source has one channel, else {@link
 * BufferedImage#TYPE_3BYTE_BGR}, upright, at the size of the source.
 */
public final class Sample implements Picture {

    /** The kind of an image without defect. */
    public static final String GOOD = "good";

    private final String name;
    private final String kind;
    private final Source source;
    private final ValueRange range;
    private final Supplier<BufferedImage> mask;

    /**
     * A sample whose pixels come from anywhere.
     *
     * @param name path of the image in its data set, with forward slashes
     * @param kind {@link #GOOD} or the kind of its defect, such as "scratch"
     * @param image makes a new image at each call; of any type, it is brought to one of the two types above. Where it has
     *     more than 8 bits, {@link #withRange} says which values are used: they are not looked for
     */
    public Sample(String name, String kind, Supplier<BufferedImage> image) {
        this(name, kind, new Source.Drawn(name, Objects.requireNonNull(image, "image")), null, null);
    }

    private Sample(String name, String kind, Source source, ValueRange range, Supplier<BufferedImage> mask) {
        this.name = Objects.requireNonNull(name, "name");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.source = source;
        this.range = range;
        this.mask = mask;
    }

    /**
     * An image file on its own; {@linkplain #GOOD good} as far as anybody said. See {@link ImageFile#read}.
     *
     * @throws UncheckedIOException when it is read and is missing, damaged or no image; the message names it
     */
    public static Sample of(Path file) {
        Objects.requireNonNull(file, "file");
        return of(FileNames.last(file), GOOD, file);
    }

    /**
     * An image file from anywhere: an entry of an archive, a field of a data base, an address. Its format is seen from its
     * content, see {@link ImageFile#read}; it may have at most 1 GB.
     *
     * <p>Example: {@code Sample.ofStream("7.png", "dent", () -> new ByteArrayInputStream(bytes))}
     *
     * @param name what to call it, such as its path in the data set
     * @param kind {@link #GOOD} or the kind of its defect, such as "scratch"
     * @param file opens a new stream at each call, which is read to its end and closed
     */
    public static Sample ofStream(String name, String kind, Callable<? extends InputStream> file) {
        Objects.requireNonNull(file, "file");
        return new Sample(name, kind, new Source.Streamed(name, file), null, null);
    }

    /**
     * An image file of a data set of one's own.
     *
     * @param name what to call it, such as its path in the data set
     * @param kind {@link #GOOD} or the kind of its defect, such as "scratch"
     * @param file is read when its pixels are asked for, each time anew
     */
    public static Sample of(String name, String kind, Path file) {
        Objects.requireNonNull(file, "file");
        return new Sample(name, kind, new Source.OnDisk(file), null, null);
    }

    /** An image from memory; {@linkplain #GOOD good} as far as anybody said. Later changes to it show. */
    public static Sample of(String name, BufferedImage image) {
        Objects.requireNonNull(image, "image");
        return new Sample(name, GOOD, new Source.InMemory(RawImage.of(image)), null, null);
    }

    /**
     * The same sample, of whose values with more than 8 bits these become 0 and 255. Without a range all that the type can
     * hold do: 0 to 65535, and 0 to 1 of floats.
     */
    public Sample withRange(ValueRange range) {
        return new Sample(name, kind, source, Objects.requireNonNull(range, "range"), mask);
    }

    /** {@link #withRange} with the range that a model was fitted with, if there is one and this was given none itself. */
    public Sample withRangeUnlessGiven(Optional<ValueRange> fitted) {
        return range != null ? this : fitted.map(this::withRange).orElse(this);
    }

    /** The same sample, which tells of whatever is thrown where its pixels are read or drawn, before that goes on. */
    public Sample telling(Consumer<Throwable> thrown) {
        Objects.requireNonNull(thrown, "thrown");
        return new Sample(name, kind, new Source.Telling(source, thrown), range, mask);
    }

    /** The range that was given to it. */
    public Optional<ValueRange> range() {
        return Optional.ofNullable(range);
    }

    /** Whether its values have more than 8 bits, so that a range matters; what is drawn is taken to have 8. */
    boolean deep() {
        return source.deep();
    }

    /** The image as its source has it. */
    RawImage raw() {
        return source.raw();
    }

    /**
     * The same sample with a mask: makes a new image of the same size at each call, in which every value but 0 marks the
     * defect; see {@link Mask}.
     */
    public Sample withMask(Supplier<BufferedImage> mask) {
        if (!anomalous()) {
            throw new IllegalArgumentException(name + " is good and has no defect to mark; give it a kind of defect");
        }
        return new Sample(name, kind, source, range, Objects.requireNonNull(mask, "mask"));
    }

    /** The same sample with a mask from an image file, opened as in {@link #ofStream}. */
    public Sample withMaskStream(Callable<? extends InputStream> file) {
        Objects.requireNonNull(file, "file");
        return withMask(() -> Encoded.read("the mask of " + name, file, Mask::read));
    }

    /** This sample as it is now, decoded or drawn once and kept. */
    Sample inMemory() {
        RawImage raw = source.raw();
        Source kept = new Source.InMemory(raw.deep() ? raw : RawImage.of(raw.plain(null)));
        BufferedImage marked = mask().orElse(null);
        return new Sample(name, kind, kept, range, marked == null ? null : () -> Pixels.copy(marked));
    }

    /** Path of the image in its data set, with forward slashes. */
    public String name() {
        return name;
    }

    /** {@link #GOOD} or the kind of the defect. */
    public String kind() {
        return kind;
    }

    /** Whether the image shows a defect. */
    public boolean anomalous() {
        return !kind.equals(GOOD);
    }

    /** Whether the pixels of the defect are marked; never so for a good image, where there are none. */
    public boolean hasMask() {
        return mask != null;
    }

    /**
     * The image, new at each call.
     *
     * @throws UncheckedIOException if its file is missing, damaged or no image; the message names it
     */
    public BufferedImage image() {
        try {
            return source.image(range);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * The pixels of the defect: 255, all others 0, as {@link BufferedImage#TYPE_BYTE_GRAY} of the size of the image.
     * New at each call.
     *
     * @throws UncheckedIOException if the file of the mask is missing, damaged or of another size
     */
    public Optional<BufferedImage> mask() {
        return Optional.ofNullable(mask).map(marks -> Mask.of(marks.get()));
    }

    /** The image, as it shows itself in a notebook. */
    @Override
    public BufferedImage picture() {
        return Pixels.asSeen(image());
    }

    @Override
    public String caption() {
        return toString();
    }

    @Override
    public String toString() {
        return name + " (" + kind + ")";
    }
}
