package org.differnet.data.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.differnet.data.Dataset;
import org.differnet.data.Ignored;
import org.differnet.data.Sample;
import org.differnet.data.UsedRange;
import org.differnet.data.check.Finding.Kind;
import org.differnet.data.image.ValueRange;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** Looks at every image of a data set once, and compares what it remembers of them. */
public final class Inspection {

    /** With fewer good images a third of them cannot promise 5 % false positives. */
    static final int FEW = 57;

    /** Images with fewer pixels cannot be scored: the smallest scale of the networks is 112 x 112. */
    static final int LEAST_PIXELS = 112 * 112;

    /** Mean grey below which an image is called dark. */
    static final double DARK_BELOW = 20;

    /** Share of pixels with 255 in every channel from which an image is called clipped. */
    static final double CLIPPED_FROM = 0.05;

    /** Share of the images from which a finding is told once, of the data set. */
    /** Less than 32 grey levels from the darkest pixel of all training images to the brightest. */
    private static final double NARROW = 1 / 8.0;

    private static final double MANY = 0.25;

    private static final String TASK = "checking images";
    private static final String MASK_ENDING = "_mask";

    private final Dataset dataset;
    private final ProgressListener listener;
    private final List<ImageFacts> facts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param listener hears how many images have been looked at */
    public Inspection(Dataset dataset, ProgressListener listener) {
        this.dataset = dataset;
        this.listener = listener;
    }

    /**
     * Looks at everything.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public DatasetCheck run() {
        try {
            return found();
        } finally {
            listener.end(TASK);
            listener.end(Duplicates.TASK);
        }
    }

    private DatasetCheck found() {
        look(dataset, range());
        for (Ignored ignored : dataset.ignored()) {
            findings.add(new Finding(Kind.IGNORED, ignored.place(), ignored.text(), ignored.advice(), List.of()));
        }
        missingMasks();
        masksAmongImages();
        if (dataset.train().size() < FEW) {
            find(
                    Kind.FEW,
                    dataset.train().size() + " good images for training",
                    "take more: from " + FEW + " on, a third of them can promise 5 % false positives");
        }
        sizes();
        modes();
        tell(
                Kind.DARK,
                image -> image.brightness() < DARK_BELOW,
                image -> String.format(Locale.ROOT, "mean grey %.0f of 255", image.brightness()),
                "give more light or a longer exposure");
        tell(
                Kind.CLIPPED,
                image -> image.white() >= CLIPPED_FROM,
                image -> String.format(Locale.ROOT, "%.0f %% of the pixels are at 255", 100 * image.white()),
                "if the product is among them, lower the exposure: what is clipped shows no defect");
        findings.addAll(Duplicates.in(facts, listener));
        findings.addAll(Outliers.in(facts));
        return new DatasetCheck(dataset, findings);
    }

    /** The range of values that fitting will use; told of where it was looked for and found. */
    private Optional<ValueRange> range() {
        boolean given =
                dataset.train().stream().anyMatch(sample -> sample.range().isPresent());
        try {
            if (given) {
                return UsedRange.of(dataset.train());
            }
            UsedRange.Values values = UsedRange.look(dataset.train());
            Optional<ValueRange> range = values.range();
            if (range.isPresent()) {
                find(
                        Kind.RANGE,
                        "the training images have more than 8 bits and use the values " + range.get()
                                + (values.oddImages() == 0
                                        ? ""
                                        : "; in " + values.oddImages()
                                                + " of them a few pixels are above, as the hot ones"
                                                + " of a sensor, and become white"),
                        "fitting takes these for black and white; if others may come, say which: Dataset.withRange");
            }
            narrow(values);
            return range;
        } catch (IllegalArgumentException e) {
            find(Kind.RANGE, e.getMessage(), "say which values are black and white: Dataset.withRange");
            return Optional.empty();
        }
    }

    /** Whole numbers in all their digits, others in four. */
    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.4g", value);
    }

    /** Tells of camera values on an offset, of which few grey levels would be left. */
    private void narrow(UsedRange.Values values) {
        double high = values.range().map(ValueRange::high).orElse(values.most() <= 1 ? 1.0 : 65535.0);
        double share = (values.most() - values.least()) / high;
        if (values.most() > 0 && share > 0 && share < NARROW) {
            find(
                    Kind.RANGE,
                    String.format(
                            Locale.ROOT,
                            "the values of the training images, %s to %s, are %.1f %% of those between black and"
                                    + " white: %.0f of 256 grey levels are left",
                            number(values.least()),
                            number(values.most()),
                            100 * share,
                            Math.max(1, Math.ceil(256 * share))),
                    "say which values are black and white, with room for those of other images: Dataset.withRange");
        }
    }

    private void look(Dataset all, Optional<ValueRange> range) {
        Dataset dataset = range.map(all::withRange).orElse(all);
        int images = dataset.train().size() + dataset.test().size();
        long start = System.nanoTime();
        for (int i = 0; i < images; i++) {
            if (Thread.interrupted()) {
                throw new CancellationException("check stopped after " + i + " of " + images + " images");
            }
            boolean training = i < dataset.train().size();
            look(
                    training
                            ? dataset.train().get(i)
                            : dataset.test().get(i - dataset.train().size()),
                    training);
            listener.on(new Progress(TASK, i + 1, images, Double.NaN, Duration.ofNanos(System.nanoTime() - start)));
        }
    }

    private void look(Sample sample, boolean training) {
        ImageFacts image;
        try {
            image = ImageFacts.of(sample, training);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            int remedy = reason.lastIndexOf("; ");
            findings.add(new Finding(
                    Kind.UNREADABLE,
                    sample.name(),
                    remedy < 0 ? reason : reason.substring(0, remedy),
                    (remedy < 0 ? "save it again" : reason.substring(remedy + 2)) + ", or take it out",
                    List.of()));
            return;
        }
        facts.add(image);
        if ((long) image.width() * image.height() < LEAST_PIXELS) {
            find(Kind.TOO_SMALL, image, image.size() + " pixels", "take a larger picture; 112 x 112 is the least");
        }
        MaskFault.of(image.sample(), image.width(), image.height())
                .ifPresent(fault -> find(Kind.MASK, image, fault.text(), fault.advice()));
    }

    /** Tells of defects without a mask, unless no defect has one. */
    private void missingMasks() {
        if (dataset.test().stream().anyMatch(Sample::hasMask)) {
            tell(
                    Kind.NO_MASK,
                    image -> image.sample().anomalous() && !image.sample().hasMask(),
                    image -> "a defect without a mask, where others have one",
                    "add the mask; without it the image counts for the score and not for the localization");
        }
    }

    private void masksAmongImages() {
        Set<String> names = facts.stream().map(image -> stem(image.sample())).collect(Collectors.toSet());
        tell(
                Kind.MASK,
                image -> stem(image.sample()).endsWith(MASK_ENDING)
                        && names.contains(stem(image.sample())
                                .substring(0, stem(image.sample()).length() - MASK_ENDING.length())),
                image -> "is called like the mask of the image beside it and is read as an image",
                "if it is the mask, move it to ground_truth/KIND/");
    }

    private static String stem(Sample sample) {
        return sample.name().replaceFirst("\\.[^./]*$", "");
    }

    private void sizes() {
        long sizes = facts.stream().map(ImageFacts::size).distinct().count();
        if (sizes > 1) {
            Comparator<ImageFacts> byPixels = Comparator.comparingLong(image -> (long) image.width() * image.height());
            ImageFacts smallest = facts.stream().min(byPixels).orElseThrow();
            ImageFacts largest = facts.stream().max(byPixels).orElseThrow();
            findings.add(new Finding(
                    Kind.SIZES,
                    dataset.name(),
                    sizes + " sizes, from " + smallest.size() + " ("
                            + smallest.sample().name() + ") to " + largest.size() + " ("
                            + largest.sample().name() + ")",
                    "every image is resized to a square: cut all to the same part of the product, if they are not",
                    List.of(smallest.sample(), largest.sample())));
        }
    }

    private void modes() {
        List<ImageFacts> colour =
                facts.stream().filter(image -> image.channels() == 3).toList();
        List<ImageFacts> greyAsColour =
                colour.stream().filter(image -> image.colour() == 0).toList();
        if (!colour.isEmpty() && colour.size() < facts.size()) {
            boolean rareColour = 2 * colour.size() <= facts.size();
            ImageFacts rare = facts.stream()
                    .filter(image -> (image.channels() == 3) == rareColour)
                    .findFirst()
                    .orElseThrow();
            find(
                    Kind.MODES,
                    rare,
                    colour.size() + " of " + facts.size() + " images have colour channels, the others do not",
                    "take all images with the same camera and settings, and save them alike");
        }
        if (!greyAsColour.isEmpty()) {
            find(
                    Kind.GREY_AS_COLOUR,
                    greyAsColour.get(0),
                    greyAsColour.size() + " of " + facts.size() + " images are grey in three channels",
                    "scores do not change; saved with one channel they are read faster");
        }
    }

    /** Tells of each image, or of the data set and the image where it is worst known if it concerns many. */
    private void tell(Kind kind, Predicate<ImageFacts> bad, Function<ImageFacts, String> text, String advice) {
        List<ImageFacts> concerned = facts.stream().filter(bad).toList();
        if (concerned.size() > Math.max(1, MANY * facts.size())) {
            find(
                    kind,
                    concerned.size() + " of " + facts.size() + " images, such as "
                            + concerned.get(0).sample().name() + ": " + text.apply(concerned.get(0)),
                    advice);
        } else {
            concerned.forEach(image -> find(kind, image, text.apply(image), advice));
        }
    }

    private void find(Kind kind, String text, String advice) {
        findings.add(new Finding(kind, dataset.name(), text, advice, List.of()));
    }

    private void find(Kind kind, ImageFacts image, String text, String advice) {
        findings.add(new Finding(kind, image.sample().name(), text, advice, List.of(image.sample())));
    }
}
