package org.differnet.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.differnet.baseline.AdGan;
import org.differnet.baseline.Baseline;
import org.differnet.baseline.Dsebm;
import org.differnet.baseline.GanOmaly;
import org.differnet.baseline.GeoTrans;
import org.differnet.baseline.PixelLook;
import org.differnet.baseline.PixelMethod;
import org.differnet.chart.Gallery;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.work.ProgressListener;

/**
 * Draws the pictures of the methods on pixels: drawn plates, what becomes of them, and their scores.
 *
 * <p>{@code mvn -q -pl tests exec:java@pixelpictures -Dmethods=geotrans,ganomaly,dsebm,adgan -Dout=docs/images}
 */
public final class PixelPictures {

    private static final int SHOWN = 4;

    private PixelPictures() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, PixelMethod> methods = Map.of(
                "geotrans", GeoTrans.Settings.small().withPasses(2),
                "ganomaly", GanOmaly.Settings.small().withEpochs(100),
                "dsebm", Dsebm.Settings.small().withEpochs(60),
                "adgan", AdGan.Settings.small().withEpochs(200).withSearch(4, 100));
        Path out = Path.of(System.getProperty("out", "docs/images"));
        Files.createDirectories(out);
        Dataset plates = Datasets.synthetic();
        for (String name :
                System.getProperty("methods", "ganomaly,dsebm,adgan,geotrans").split(",")) {
            try (Baseline detector = methods.get(name).fit(plates, PixelMethod.options(), ProgressListener.console())) {
                List<Sample> shown = shown(detector, plates);
                Gallery gallery = name.equals("geotrans")
                        ? PixelLook.answers(detector, shown)
                        : PixelLook.redrawn(detector, shown);
                ImageIO.write(
                        gallery.picture(), "png", out.resolve(name + ".png").toFile());
            }
        }
        System.exit(0);
    }

    /** A good image, and of each kind of defect the one with the highest score. */
    private static List<Sample> shown(Baseline detector, Dataset plates) {
        Map<String, List<Sample>> kinds = new TreeMap<>();
        plates.test().stream().filter(Sample::anomalous).forEach(sample -> kinds.computeIfAbsent(
                        sample.kind(), kind -> new ArrayList<>())
                .add(sample));
        Sample good = plates.test().stream()
                .filter(sample -> !sample.anomalous())
                .findFirst()
                .orElseThrow();
        Comparator<Sample> byScore =
                Comparator.comparingDouble(sample -> detector.score(sample).score());
        return Stream.concat(Stream.of(good), kinds.values().stream().map(some -> some.stream()
                        .max(byScore)
                        .orElseThrow()))
                .limit(SHOWN)
                .toList();
    }
}
