package org.differnet.data.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import org.differnet.data.check.Finding.Kind;
import org.differnet.work.Quantiles;

/**
 * Good images unlike the other good ones: the robust z-score of brightness, contrast, detail, colour or the distance from
 * the typical thumbnail exceeds {@link #MOST_DEVIATIONS}.
 *
 * <p>The robust z-score is the distance from the median in units of 1.4826 times the median absolute deviation, which for
 * normal values is the standard deviation. The unit is at least {@link #LEAST_DEVIATION} grey levels and 2 % of the
 * median, so that images which hardly differ are not told of.
 *
 * <p>Reference: Iglewicz, Hoaglin, How to Detect and Handle Outliers, 1993; its limit of 3.5 is widened because five
 * values of each image are looked at.
 */
final class Outliers {

    static final double MOST_DEVIATIONS = 5;
    static final double LEAST_DEVIATION = 1;

    private static final double NORMAL = 1.4826;
    private static final int LEAST_IMAGES = 8;

    private Outliers() {}

    static List<Finding> in(List<ImageFacts> images) {
        List<ImageFacts> good =
                images.stream().filter(image -> !image.sample().anomalous()).toList();
        if (good.size() < LEAST_IMAGES) {
            return List.of();
        }
        byte[] typical = typical(good);
        Map<String, ToDoubleFunction<ImageFacts>> statistics = new LinkedHashMap<>();
        statistics.put("brightness", ImageFacts::brightness);
        statistics.put("contrast", ImageFacts::contrast);
        statistics.put("detail", ImageFacts::detail);
        statistics.put("colour", ImageFacts::colour);
        statistics.put("difference from the typical image", image -> image.differenceTo(typical));

        String[] names = new String[good.size()];
        double[] worst = new double[good.size()];
        statistics.forEach((name, statistic) -> {
            double[] z = deviations(good.stream().mapToDouble(statistic).toArray());
            for (int i = 0; i < z.length; i++) {
                if (Math.abs(z[i]) > Math.abs(worst[i])) {
                    worst[i] = z[i];
                    names[i] = name;
                }
            }
        });
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < worst.length; i++) {
            if (Math.abs(worst[i]) > MOST_DEVIATIONS) {
                findings.add(new Finding(
                        Kind.UNUSUAL,
                        good.get(i).sample().name(),
                        String.format(
                                Locale.ROOT,
                                "its %s lies %.1f deviations %s that of the other good images",
                                names[i],
                                Math.abs(worst[i]),
                                worst[i] > 0 ? "above" : "below"),
                        "look whether it shows the product, whole, in focus and without defect",
                        List.of(good.get(i).sample())));
            }
        }
        return findings;
    }

    /** The robust z-scores of values. */
    static double[] deviations(double[] values) {
        double middle = Quantiles.median(values);
        double spread = NORMAL
                * Quantiles.median(Arrays.stream(values)
                        .map(value -> Math.abs(value - middle))
                        .toArray());
        double unit = Math.max(spread, Math.max(LEAST_DEVIATION, 0.02 * Math.abs(middle)));
        return Arrays.stream(values).map(value -> (value - middle) / unit).toArray();
    }

    private static byte[] typical(List<ImageFacts> images) {
        byte[] typical = new byte[ImageFacts.SIDE * ImageFacts.SIDE];
        for (int cell = 0; cell < typical.length; cell++) {
            if (Thread.interrupted()) {
                throw new CancellationException("check stopped while the typical image was sought");
            }
            int at = cell;
            typical[cell] = (byte) Quantiles.median(images.stream()
                    .mapToDouble(image -> image.thumbnail()[at] & 255)
                    .toArray());
        }
        return typical;
    }
}
