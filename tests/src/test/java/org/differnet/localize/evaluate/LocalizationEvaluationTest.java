package org.differnet.localize.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.differnet.data.Sample;
import org.differnet.localize.Heatmap;
import org.differnet.score.evaluate.Roc;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

class LocalizationEvaluationTest {

    private static final int SIDE = 20;

    /** Maps of the size of the image, so that interpolation changes nothing. */
    private static Heatmap map(Sample sample, float[] values) {
        return new Heatmap("", sample, values, SIDE);
    }

    private static Sample good() {
        return new Sample("good.png", Sample.GOOD, LocalizationEvaluationTest::black);
    }

    /** Marks rectangles of x, y, width, height. */
    private static Sample defective(String kind, int[]... boxes) {
        return new Sample(kind + ".png", kind, LocalizationEvaluationTest::black).withMask(() -> {
            BufferedImage mask = black();
            for (int[] b : boxes) {
                for (int i = 0; i < b[2] * b[3]; i++) {
                    mask.getRaster().setSample(b[0] + i % b[2], b[1] + i / b[2], 0, 255);
                }
            }
            return mask;
        });
    }

    private static BufferedImage black() {
        return new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    }

    private static float[] box(float inside, float outside, int[]... boxes) {
        float[] values = new float[SIDE * SIDE];
        java.util.Arrays.fill(values, outside);
        for (int[] b : boxes) {
            for (int i = 0; i < b[2] * b[3]; i++) {
                values[(b[1] + i / b[2]) * SIDE + b[0] + i % b[2]] = inside;
            }
        }
        return values;
    }

    /** So wide that no bin holds many pixels. */
    private static float[] noise(SplittableRandom random) {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(3 * random.nextGaussian());
        }
        return values;
    }

    /** The maps are made one after the other, so that random ones are the same every time. */
    private static LocalizationEvaluation evaluate(List<Sample> samples, Function<Sample, Heatmap> maps) {
        Map<Sample, Heatmap> made = new IdentityHashMap<>();
        samples.forEach(sample -> made.put(sample, maps.apply(sample)));
        return LocalizationEvaluation.of("test", samples, made::get, ProgressListener.NONE);
    }

    @Test
    void mapThatIsTheMaskIsPerfect() {
        int[] at = {3, 4, 5, 6};
        var result = evaluate(
                List.of(defective("dent", at), good()),
                sample -> map(sample, sample.anomalous() ? box(5, 0, at) : box(0, 0)));
        assertEquals(1, result.pixelAuroc());
        assertEquals(1, result.aupro(), 1e-12);
        assertEquals(1, result.peakHits());
        assertEquals(1, result.iou());
    }

    @Test
    void mapThatIsTheOppositeOfTheMaskIsWorthNothing() {
        int[] at = {3, 4, 5, 6};
        var result = evaluate(List.of(defective("dent", at)), sample -> map(sample, box(-5, 2, at)));
        assertEquals(0, result.pixelAuroc());
        assertEquals(0, result.aupro());
        assertEquals(0, result.peakHits());
        assertEquals(0, result.iou());
    }

    @Test
    void uniformMapIsChanceAndItsPeakHitsAsOftenAsTheMaskIsLarge() {
        var result = evaluate(List.of(defective("dent", new int[] {0, 0, 10, 10})), sample -> map(sample, box(0, 3)));
        assertEquals(0.5, result.pixelAuroc(), 1e-12);
        assertEquals(0.15, result.aupro(), 1e-9);
        assertEquals(0.25, result.peakHits());
        assertEquals(0.25, result.iou());
    }

    @Test
    void regionsCountAlikeWhateverTheirSize() {
        int[] large = {0, 0, 10, 10};
        int[] small = {15, 15, 2, 2};
        var result = evaluate(List.of(defective("dent", large, small)), sample -> map(sample, box(4, 0, small)));
        // The small region is found at once, the large one along with the good pixels: overlap from 1/2 to 1.
        assertEquals(0.5 + 0.15 / 2, result.aupro(), 1e-6);
        assertEquals(4 / 104.0 + 100 / 104.0 / 2, result.pixelAuroc(), 1e-12);
    }

    @Test
    void overlapEndsAtTheLimitOfFalsePositives() {
        int[] defect = {0, 0, 10, 10};
        int[] wrong = {10, 0, 10, 9};
        var result = evaluate(List.of(defective("dent", defect)), sample -> {
            float[] values = box(2, 0, defect);
            float[] brighter = box(4, 0, wrong);
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(values[i], brighter[i]);
            }
            return map(sample, values);
        });
        // 90 of 300 good pixels come before the defect: exactly the limit.
        assertEquals(0, result.aupro(), 1e-9);
        assertEquals(0.7, result.pixelAuroc(), 1e-9);
    }

    @Test
    void areaInBinsIsThatOfExactRanksWithinAThousandth() {
        SplittableRandom random = new SplittableRandom(3);
        int[] at = {2, 2, 9, 9};
        List<Double> scores = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            samples.add(defective("dent", at));
        }
        var result = evaluate(samples, sample -> {
            float[] values = box(1, 0, at);
            for (int i = 0; i < values.length; i++) {
                labels.add(values[i] > 0);
                values[i] += (float) (2 * random.nextDouble() - 1);
                scores.add((double) values[i]);
            }
            return map(sample, values);
        });
        boolean[] anomalous = new boolean[labels.size()];
        for (int i = 0; i < anomalous.length; i++) {
            anomalous[i] = labels.get(i);
        }
        double exact =
                Roc.of(scores.stream().mapToDouble(s -> s).toArray(), anomalous).auroc();
        assertEquals(exact, result.pixelAuroc(), 1e-3);
    }

    @Test
    void binsRiseWithTheValue() {
        float[] rising = {-1e9f, -100, -1, -0.9f, -1e-9f, 0, 1e-3f, 0.5f, 0.51f, 1, 7, 1e9f};
        for (int i = 1; i < rising.length; i++) {
            assertTrue(MaskAgreement.bin(rising[i - 1]) <= MaskAgreement.bin(rising[i]), "at " + rising[i]);
        }
        assertEquals(0, MaskAgreement.bin(Float.NEGATIVE_INFINITY));
        assertEquals(MaskAgreement.BINS - 1, MaskAgreement.bin(Float.POSITIVE_INFINITY));
    }

    @Test
    void tableHasARowForAllForTheDefectiveAndForEachKindWithIntervalsAroundTheNumbers() {
        int[] at = {3, 4, 5, 6};
        SplittableRandom random = new SplittableRandom(1);
        List<Sample> samples = new ArrayList<>(List.of(good(), good()));
        for (int i = 0; i < 6; i++) {
            samples.add(defective(i % 2 == 0 ? "dent" : "crack", at));
        }
        var table = evaluate(samples, sample -> {
                    float[] values = box(1, 0, at);
                    for (int i = 0; i < values.length; i++) {
                        values[i] += (float) (2 * random.nextDouble());
                    }
                    return map(sample, values);
                })
                .table();
        assertEquals(
                List.of("all", "defective", "crack", "dent"),
                table.stringColumn("images").asList());
        for (int row = 0; row < table.rowCount(); row++) {
            double value = table.doubleColumn("pixel AUROC").get(row);
            assertTrue(table.doubleColumn("pixel AUROC low").get(row) <= value);
            assertTrue(table.doubleColumn("pixel AUROC high").get(row) >= value);
            assertTrue(table.doubleColumn("pixel AUROC low").get(row)
                    < table.doubleColumn("pixel AUROC high").get(row));
        }
    }

    @Test
    void defectsWithoutAnyMaskAreRefused() {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> evaluate(List.of(withoutMask("crack")), sample -> map(sample, box(0, 0))));
        assertTrue(error.getMessage().contains("with its mask"), error.getMessage());
    }

    @Test
    void defectWithoutMaskIsLeftOutWithAWarningAndNotMapped() {
        List<String> warnings = new ArrayList<>();
        int[] at = {3, 4, 5, 6};
        var result = LocalizationEvaluation.of(
                "test",
                List.of(withoutMask("crack"), defective("dent", at)),
                sample -> {
                    assertTrue(sample.hasMask(), sample.name());
                    return map(sample, box(5, 0, at));
                },
                warningsTo(warnings));
        assertEquals(List.of("dent"), result.kinds());
        assertEquals(List.of("crack.png shows a defect and has no mask: it is left out"), warnings);
    }

    @Test
    void defectWithAnEmptyMaskIsLeftOutWithAWarning() {
        List<String> warnings = new ArrayList<>();
        int[] at = {3, 4, 5, 6};
        var result = LocalizationEvaluation.of(
                "test",
                List.of(defective("crack"), defective("dent", at)),
                sample -> map(sample, box(5, 0, at)),
                warningsTo(warnings));
        assertEquals(List.of("dent"), result.kinds());
        assertTrue(warnings.get(0).startsWith("crack.png"), warnings.toString());
    }

    private static Sample withoutMask(String kind) {
        return new Sample(kind + ".png", kind, LocalizationEvaluationTest::black);
    }

    private static ProgressListener warningsTo(List<String> warnings) {
        return new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
    }

    @Test
    void goodImagesAloneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> evaluate(List.of(good()), sample -> map(sample, box(0, 0))));
    }

    @Test
    void interruptBeforeTheFirstMapIsHeeded() {
        List<Sample> samples = List.of(defective("dent", new int[] {1, 1, 2, 2}));
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class,
                () -> LocalizationEvaluation.of(
                        "test", samples, sample -> map(sample, box(0, 0)), ProgressListener.NONE));
        assertFalse(Thread.interrupted(), "the interrupt was taken");
    }

    @Test
    void firstMapIsMadeByItselfAndNotOfADefectWithoutMask() {
        Set<Thread> first = ConcurrentHashMap.newKeySet();
        List<Sample> samples = List.of(withoutMask("crack"), defective("dent", new int[] {1, 1, 2, 2}));
        LocalizationEvaluation.of(
                "test",
                samples,
                sample -> {
                    first.add(Thread.currentThread());
                    return map(sample, box(0, 0));
                },
                ProgressListener.NONE);
        assertEquals(Set.of(Thread.currentThread()), first);
    }

    @Test
    void interruptEndsTheComparison() {
        List<Sample> samples = List.of(defective("dent", new int[] {1, 1, 2, 2}), good());
        assertThrows(
                CancellationException.class,
                () -> LocalizationEvaluation.of(
                        "test", samples, sample -> map(sample, box(0, 0)), progress -> Thread.currentThread()
                                .interrupt()));
        assertFalse(Thread.interrupted(), "the interrupt was taken");
    }

    @Test
    void curveIsDrawnWithFewPointsAndKeepsItsArea() {
        SplittableRandom random = new SplittableRandom(4);
        List<Sample> samples = new ArrayList<>(List.of(defective("dent", new int[] {3, 4, 10, 10})));
        for (int i = 0; i < 20; i++) {
            samples.add(good());
        }
        var result = evaluate(samples, sample -> map(sample, noise(random)));
        double[] x = result.proChart().series().get(1).xs();
        double[] y = result.proChart().series().get(1).ys();
        assertTrue(x.length < 1000, x.length + " points");
        double area = 0;
        for (int i = 1; i < x.length && x[i] <= LocalizationEvaluation.FALSE_POSITIVE_LIMIT; i++) {
            area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }
        assertEquals(result.aupro(), area / LocalizationEvaluation.FALSE_POSITIVE_LIMIT, 0.005);
        assertEquals(1, y[y.length - 1], 1e-12);
    }
}
