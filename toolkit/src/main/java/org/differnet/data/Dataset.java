package org.differnet.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.differnet.data.check.DatasetCheck;
import org.differnet.data.check.Inspection;
import org.differnet.data.image.ValueRange;
import org.differnet.work.ProgressListener;
import org.differnet.work.Seeds;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Images of a product: good ones to learn from, and good and defective ones to be judged by.
 *
 * @param name for people
 * @param train good images only
 * @param test good and defective images; may be empty
 * @param ignored what lies in the folder of the data set and is not read; empty where all is
 */
public record Dataset(String name, List<Sample> train, List<Sample> test, List<Ignored> ignored) {

    private static final int MOST_IGNORED_SHOWN = 3;

    /** @throws IllegalArgumentException if a training image is not good; the message names it */
    public Dataset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(test, "test");
        Objects.requireNonNull(ignored, "ignored");
        train = List.copyOf(train);
        test = List.copyOf(test);
        ignored = List.copyOf(ignored);
        for (Sample sample : train) {
            if (sample.anomalous()) {
                throw new IllegalArgumentException(name + ": training image " + sample.name() + " is labelled "
                        + sample.kind() + "; only good images are trained on, move it to the test");
            }
        }
    }

    /** A data set that is read whole. */
    public Dataset(String name, List<Sample> train, List<Sample> test) {
        this(name, train, test, List.of());
    }

    /**
     * Images from anywhere: an archive, a data base, a camera.
     *
     * <p>Example: <pre>{@code
     * ZipFile zip = new ZipFile("plates.zip");
     * List<Sample> train = zip.stream()
     *         .filter(entry -> entry.getName().startsWith("good/") && entry.getName().endsWith(".png"))
     *         .map(entry -> Sample.ofStream(entry.getName(), Sample.GOOD, () -> zip.getInputStream(entry)))
     *         .toList();
     * Dataset plates = Dataset.of("plates", train, List.of());
     * }</pre>
     *
     * @param name for people
     * @param train good images only
     * @param test good and defective images; may be empty
     * @throws IllegalArgumentException if a training image is not good; the message names it
     */
    public static Dataset of(String name, List<Sample> train, List<Sample> test) {
        return new Dataset(name, train, test);
    }

    /** The kinds of image in the test, "good" first, then those of defects by name. */
    public List<String> kinds() {
        List<String> kinds = new ArrayList<>(new TreeSet<>(byKind().keySet()));
        if (kinds.remove(Sample.GOOD)) {
            kinds.add(0, Sample.GOOD);
        }
        return kinds;
    }

    /** The test images of one kind. */
    public List<Sample> test(String kind) {
        Objects.requireNonNull(kind, "kind");
        List<Sample> images = byKind().get(kind);
        if (images == null) {
            throw new IllegalArgumentException(name + " has no test images of kind " + kind + "; it has " + kinds());
        }
        return images;
    }

    /**
     * A smaller data set, drawn under a seed; test images are drawn from each kind in proportion.
     *
     * @param trainImages at most so many for training
     * @param testImages about so many for the test, at least one of each kind
     */
    public Dataset sample(int trainImages, int testImages, long seed) {
        if (trainImages < 1 || testImages < 0) {
            throw new IllegalArgumentException("cannot draw " + trainImages + " training and " + testImages
                    + " test images; ask for at least 1 and 0");
        }
        List<Sample> fewer = new ArrayList<>();
        for (String kind : testImages == 0 ? List.<String>of() : kinds()) {
            List<Sample> images = test(kind);
            fewer.addAll(draw(images, Math.max(1, Math.round((float) testImages * images.size() / test.size())), seed));
        }
        return new Dataset(name, draw(train, trainImages, seed), fewer, ignored);
    }

    /**
     * The same images and masks, decoded or drawn once and kept in memory: for few images that are looked at often. An
     * image takes one byte a pixel where it is grey, else three, and twice as much with 16 bits; a mask takes one.
     *
     * @throws java.io.UncheckedIOException if a file is missing, damaged or no image; the message names it
     */
    public Dataset inMemory() {
        return new Dataset(
                name,
                train.stream().map(Sample::inMemory).toList(),
                test.stream().map(Sample::inMemory).toList(),
                ignored);
    }

    /**
     * The same images, of whose values with more than 8 bits {@code low} becomes 0 and {@code high} 255, as in {@code
     * withRange(0, 4095)} for a camera of 12 bits. Without a range, fitting looks for the one that the training images
     * {@linkplain UsedRange use}.
     *
     * @throws IllegalArgumentException if a number is not finite or {@code high} is not larger than {@code low}
     */
    public Dataset withRange(double low, double high) {
        return withRange(new ValueRange(low, high));
    }

    /** As {@link #withRange(double, double)}. */
    public Dataset withRange(ValueRange range) {
        return new Dataset(
                name,
                train.stream().map(sample -> sample.withRange(range)).toList(),
                test.stream().map(sample -> sample.withRange(range)).toList(),
                ignored);
    }

    /** Checks every image, reporting to the default listener. */
    public DatasetCheck check() {
        return check(ProgressListener.getDefault());
    }

    /**
     * Looks at every image and mask for what spoils a training or a test: files that cannot be read or were left out,
     * duplicates within and between training and test, mixed sizes and modes, few images, masks that are missing, mark
     * nothing or most of the image or are of another size, dark and clipped images, and good images unlike the others. A
     * second for some hundred images.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public DatasetCheck check(ProgressListener listener) {
        Objects.requireNonNull(listener, "listener");
        return new Inspection(this, listener).run();
    }

    /** One row for each split and kind: images, and how many of them have a mask. */
    public Table table() {
        StringColumn split = StringColumn.create("split");
        StringColumn kind = StringColumn.create("kind");
        IntColumn images = IntColumn.create("images");
        IntColumn masks = IntColumn.create("with mask");
        split.append("train");
        kind.append(Sample.GOOD);
        images.append(train.size());
        masks.append(0);
        for (String name : kinds()) {
            split.append("test");
            kind.append(name);
            images.append(test(name).size());
            masks.append((int) test(name).stream().filter(Sample::hasMask).count());
        }
        return Table.create(name, split, kind, images, masks);
    }

    /** One line, such as "bottle: 8 good images for training; test: 2 good, 3 defective of 1 kind", and what is not read. */
    @Override
    public String toString() {
        long good = test.stream().filter(sample -> !sample.anomalous()).count();
        long kinds = kinds().stream().filter(kind -> !kind.equals(Sample.GOOD)).count();
        return name + ": " + train.size() + " good images for training; test: " + good + " good, "
                + (test.size() - good) + " defective of " + kinds + (kinds == 1 ? " kind" : " kinds")
                + notRead();
    }

    private String notRead() {
        if (ignored.isEmpty()) {
            return "";
        }
        int more = ignored.size() - MOST_IGNORED_SHOWN;
        return ignored.stream()
                .limit(MOST_IGNORED_SHOWN)
                .map(Ignored::toString)
                .collect(Collectors.joining(", ", "; not read: ", more > 0 ? ", and " + more + " more" : ""));
    }

    private Map<String, List<Sample>> byKind() {
        return test.stream().collect(Collectors.groupingBy(Sample::kind, TreeMap::new, Collectors.toList()));
    }

    private static List<Sample> draw(List<Sample> images, int n, long seed) {
        int[] order = Seeds.shuffled(images.size(), seed);
        List<Sample> drawn = new ArrayList<>();
        for (int i = 0; i < Math.min(n, order.length); i++) {
            drawn.add(images.get(order[i]));
        }
        return drawn;
    }
}
