package org.differnet.localize.evaluate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;
import org.differnet.data.ReadError;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.localize.Heatmap;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.differnet.work.Quantiles;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well maps agree with the masks of a test set.
 *
 * <p>Each map is interpolated to the size of its image and compared pixel by pixel with the mask as it came. All pixels
 * of all images count alike, on the one scale of the model; pixels of good images are good ones. {@link #defective()}
 * leaves the good images out.
 *
 * <ul>
 *   <li>pixel AUROC: how often a pixel inside a mask has a higher value than one outside, ties counted half.
 *   <li>AUPRO: area under the mean share of each region of the masks that lies at or above a value, over the share of
 *       good pixels that do, up to 0.3 and divided by it: in [0, 1]. Regions hang together at sides or corners.
 *   <li>peak hits: share of the defective images whose highest pixel lies in the mask; where several are highest, their
 *       share.
 *   <li>IoU: intersection over union of the mask and the pixels at or above the level of good images, mean over
 *       defective images.
 * </ul>
 *
 * <p>Values are counted in bins, which moves the areas by less than 0.001 unless more than a thousandth of the pixels
 * of both sorts share a bin.
 *
 * <p>Reference: Bergmann, Batzner, Fauser, Sattlegger, Steger, The MVTec Anomaly Detection Dataset, IJCV 2021, section 5.
 */
public final class LocalizationEvaluation {

    /** The areas of PRO curves end at this false-positive rate. */
    public static final double FALSE_POSITIVE_LIMIT = 0.3;

    private static final String TASK = "mapping";
    private static final List<String> MEASURES = List.of("pixel AUROC", "AUPRO", "peak hits", "IoU");
    private static final int RESAMPLES = 300;
    private static final double CONFIDENCE = 0.95;

    private final String method;
    private final List<MaskAgreement> images;
    private final List<ReadError> errors;

    private LocalizationEvaluation(String method, List<MaskAgreement> images, List<ReadError> errors) {
        this.method = method;
        this.images = images;
        this.errors = errors;
    }

    /**
     * Compares maps with masks, several images at a time.
     *
     * @param method what made the maps, for tables and legends
     * @param samples good and defective ones; defective ones without a mask, or whose mask marks no pixel, are left out,
     *     with a warning to the listener
     * @param maps the map of a sample; called on several threads at once
     * @throws IllegalArgumentException if no sample is defective and has a mask
     * @throws java.io.UncheckedIOException if more than half of the images or their masks cannot be read; the message names
     *     the first ones
     * @throws CancellationException if the thread is interrupted
     */
    public static LocalizationEvaluation of(
            String method, List<Sample> samples, Function<Sample, Heatmap> maps, ProgressListener listener) {
        MaskAgreement[] found = new MaskAgreement[samples.size()];
        ReadErrors errors = ReadErrors.amongHalfOf(samples);
        long start = System.nanoTime();
        int[] mapped = IntStream.range(0, found.length)
                .filter(i -> !samples.get(i).anomalous() || samples.get(i).hasMask())
                .toArray();
        IntConsumer compare = k -> {
            int i = mapped[k];
            errors.attempt(i, () -> found[i] = MaskAgreement.of(maps.apply(samples.get(i))));
        };
        IntConsumer tell = done -> listener.on(
                new Progress(TASK, done, mapped.length, Double.NaN, Duration.ofNanos(System.nanoTime() - start)));
        try {
            if (Cores.stopped()) {
                throw new CancellationException("stopped before the first of " + mapped.length + " maps");
            }
            if (mapped.length > 0) {
                // By itself, so that the scale of all maps is learnt once, and on all cores.
                compare.accept(0);
                tell.accept(1);
                Cores.forEach(mapped.length - 1, k -> compare.accept(k + 1), done -> tell.accept(done + 1));
            }
        } finally {
            listener.end(TASK);
        }
        List<MaskAgreement> images = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i] != null && !found[i].unmarked()) {
                images.add(found[i]);
            } else if (!errors.at(i)) {
                listener.warn(samples.get(i).name() + " shows a defect and "
                        + (found[i] == null ? "has no mask" : "its mask marks no pixel") + ": it is left out");
            }
        }
        errors.tell(listener);
        if (images.stream().noneMatch(MaskAgreement::anomalous)) {
            throw new IllegalArgumentException(
                    "maps are compared with masks of defects; give at least one defective image with its mask");
        }
        return new LocalizationEvaluation(method, images, errors.rows());
    }

    /** Images that could not be read, or whose masks could not: all numbers are of the others. */
    public List<ReadError> errors() {
        return errors;
    }

    /** The defective images alone. */
    public LocalizationEvaluation defective() {
        return only(MaskAgreement::anomalous);
    }

    /** One kind of defect alone. */
    public LocalizationEvaluation ofKind(String kind) {
        if (images.stream().noneMatch(image -> image.anomalous() && image.kind().equals(kind))) {
            throw new IllegalArgumentException("there is no defect of kind " + kind + "; there are " + kinds());
        }
        return only(image -> image.kind().equals(kind));
    }

    /** Pixel AUROC in [0, 1]. */
    public double pixelAuroc() {
        return PixelCurves.of(images).auroc();
    }

    /** Mean over defective images of each one's own pixel AUROC. */
    public double meanImageAuroc() {
        return mean(image -> PixelCurves.of(List.of(image)).auroc());
    }

    /** Area under the PRO curve up to a false-positive rate of 0.3, in [0, 1]. */
    public double aupro() {
        return PixelCurves.of(images).aupro(FALSE_POSITIVE_LIMIT);
    }

    /** Share of the defective images whose highest pixel lies in the mask. */
    public double peakHits() {
        return mean(MaskAgreement::hit);
    }

    /** Mean intersection over union with the masks, at the level of good images. */
    public double iou() {
        return mean(MaskAgreement::iou);
    }

    /** Kinds of defects, sorted. */
    public List<String> kinds() {
        return List.copyOf(new TreeSet<>(images.stream()
                .filter(MaskAgreement::anomalous)
                .map(MaskAgreement::kind)
                .toList()));
    }

    /**
     * The numbers of all images, of the defective ones, and of each kind, beside how many could not be read, with 95 % intervals from {@value #RESAMPLES}
     * bootstrap resamples of the images (percentiles, fixed seed); good and defective images are drawn separately.
     */
    public Table table() {
        StringColumn name = StringColumn.create("images");
        IntColumn count = IntColumn.create("n");
        List<DoubleColumn> numbers = new ArrayList<>();
        for (String measure : MEASURES) {
            numbers.add(DoubleColumn.create(measure));
            numbers.add(DoubleColumn.create(measure + " low"));
            numbers.add(DoubleColumn.create(measure + " high"));
        }
        Map<String, LocalizationEvaluation> rows = new LinkedHashMap<>();
        rows.put("all", this);
        rows.put("defective", defective());
        kinds().forEach(kind -> rows.put(kind, ofKind(kind)));
        rows.forEach((title, some) -> {
            name.append(title);
            count.append(some.images.size());
            double[] values = some.measured();
            double[][] drawn = some.resampled();
            for (int i = 0; i < values.length; i++) {
                numbers.get(3 * i).append(values[i]);
                numbers.get(3 * i + 1).append(Quantiles.quantile(drawn[i], (1 - CONFIDENCE) / 2));
                numbers.get(3 * i + 2).append(Quantiles.quantile(drawn[i], (1 + CONFIDENCE) / 2));
            }
        });
        if (!errors.isEmpty()) {
            name.append("could not be read");
            count.append(errors.size());
            numbers.forEach(DoubleColumn::appendMissing);
        }
        Table table = Table.create(method + ReadErrors.note(errors)).addColumns(name, count);
        numbers.forEach(table::addColumns);
        return table;
    }

    /** The PRO curve, drawn. */
    public Chart proChart() {
        PixelCurves curves = PixelCurves.of(images);
        int[] drawn = curves.drawn();
        double[] ends = {0, 1};
        return Chart.of(
                "Overlap with the regions of the masks" + ReadErrors.note(errors),
                "share of good pixels at or above a value",
                "mean share of a region at or above it",
                Series.dashed("chance", ends, ends, Palette.REFERENCE),
                Series.line(
                        String.format(Locale.ROOT, "%s, AUPRO %.3f", method, aupro()),
                        Arrays.stream(drawn)
                                .mapToDouble(i -> curves.falsePositiveRate()[i])
                                .toArray(),
                        Arrays.stream(drawn)
                                .mapToDouble(i -> curves.regionOverlap()[i])
                                .toArray(),
                        Palette.DEFECT));
    }

    @Override
    public String toString() {
        long defective = images.stream().filter(MaskAgreement::anomalous).count();
        return String.format(
                Locale.ROOT,
                "%s: pixel AUROC %.3f, AUPRO %.3f, peak in the mask %.0f %%, IoU %.2f on %d defective and %d good images%s",
                method,
                pixelAuroc(),
                aupro(),
                100 * peakHits(),
                iou(),
                defective,
                images.size() - defective,
                ReadErrors.note(errors));
    }

    /** In the order of {@link #MEASURES}. */
    private double[] measured() {
        PixelCurves curves = PixelCurves.of(images);
        return new double[] {curves.auroc(), curves.aupro(FALSE_POSITIVE_LIMIT), peakHits(), iou()};
    }

    private double[][] resampled() {
        SplittableRandom random = new SplittableRandom(0);
        List<MaskAgreement> good =
                images.stream().filter(image -> !image.anomalous()).toList();
        List<MaskAgreement> defective = defective().images;
        double[][] drawn = new double[MEASURES.size()][RESAMPLES];
        for (int k = 0; k < RESAMPLES; k++) {
            List<MaskAgreement> some = new ArrayList<>(images.size());
            good.forEach(image -> some.add(good.get(random.nextInt(good.size()))));
            defective.forEach(image -> some.add(defective.get(random.nextInt(defective.size()))));
            double[] values = new LocalizationEvaluation(method, some, errors).measured();
            for (int i = 0; i < drawn.length; i++) {
                drawn[i][k] = values[i];
            }
        }
        return drawn;
    }

    private LocalizationEvaluation only(Predicate<MaskAgreement> wanted) {
        return new LocalizationEvaluation(method, images.stream().filter(wanted).toList(), errors);
    }

    private double mean(ToDoubleFunction<MaskAgreement> value) {
        return images.stream()
                .filter(MaskAgreement::anomalous)
                .mapToDouble(value)
                .average()
                .orElseThrow();
    }
}
