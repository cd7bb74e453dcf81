package org.differnet.picture;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.differnet.baseline.AdGan;
import org.differnet.baseline.Baseline;
import org.differnet.baseline.Dsebm;
import org.differnet.baseline.GanOmaly;
import org.differnet.baseline.GeoTrans;
import org.differnet.baseline.PixelMethod;
import org.differnet.baseline.PixelModel;
import org.differnet.baseline.deep.GeometricTransforms;
import org.differnet.chart.Lettering;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.engine.Torch;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;

/**
 * Draws the pictures of the methods on pixels: drawn plates, what becomes of them, and their scores.
 *
 * <p>{@code mvn -q -pl tests exec:java@pixelpictures -Dmethods=geotrans,ganomaly,dsebm,adgan -Dout=docs/images}
 */
public final class PixelPictures {

    private static final int SIDE = 32;
    private static final int LARGE = 128;
    private static final int GAP = 10;
    private static final int LINE = 22;
    private static final int SHOWN = 4;
    private static final int[] TRANSFORMS = {16, 17, 12, 52};

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
                ImageIO.write(
                        picture(detector, plates),
                        "png",
                        out.resolve(name + ".png").toFile());
            }
        }
        System.exit(0);
    }

    private static BufferedImage picture(Baseline detector, Dataset plates) {
        PixelModel model = (PixelModel) detector.model();
        List<BufferedImage> columns = new ArrayList<>();
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            for (Sample sample : shown(detector, plates)) {
                float[] pixels = detector.features().values(manager, sample, List.of(View.IDENTITY));
                List<BufferedImage> cells = new ArrayList<>(List.of(image(pixels)));
                if (model.net() instanceof GeoTrans net) {
                    cells.addAll(transformed(pixels));
                    NDArray rows = manager.create(pixels, new Shape(1, 3, SIDE, SIDE));
                    cells.add(matrix(net.answers(rows)));
                } else {
                    NDArray rows = manager.create(pixels, new Shape(1, pixels.length));
                    float[] drawn = model.redrawn(rows).orElseThrow().toFloatArray();
                    cells.add(image(drawn));
                    cells.add(image(difference(pixels, drawn)));
                }
                double score = detector.score(sample).score();
                String title = String.format(
                        Locale.ROOT,
                        Math.abs(score) < 0.1 ? "%s: %.4f" : "%s: %.2f",
                        sample.anomalous() ? sample.kind().replace('_', ' ') : "good",
                        score);
                columns.add(column(title, cells));
            }
        }
        return beside(columns);
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

    private static float[] difference(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = 2 * Math.abs(a[i] - b[i]) - 1;
        }
        return difference;
    }

    private static List<BufferedImage> transformed(float[] pixels) {
        GeometricTransforms transforms = new GeometricTransforms(3, SIDE);
        List<BufferedImage> images = new ArrayList<>();
        for (int transform : TRANSFORMS) {
            float[] result = new float[pixels.length];
            transforms.apply(transform, pixels, 0, result, 0);
            images.add(image(result));
        }
        return images;
    }

    private static BufferedImage image(float[] pixels) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int plane = SIDE * SIDE;
        for (int i = 0; i < plane; i++) {
            image.setRGB(
                    i % SIDE,
                    i / SIDE,
                    new Color(level(pixels[i]), level(pixels[plane + i]), level(pixels[2 * plane + i])).getRGB());
        }
        return image;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round(127.5f * (value + 1))));
    }

    /** White is a share of 0, black one of 1. */
    private static BufferedImage matrix(double[][] shares) {
        BufferedImage image = new BufferedImage(shares.length, shares.length, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < shares.length; row++) {
            for (int column = 0; column < shares.length; column++) {
                float level = (float) (1 - shares[row][column]);
                image.setRGB(column, row, new Color(level, level, level).getRGB());
            }
        }
        return image;
    }

    private static BufferedImage column(String title, List<BufferedImage> cells) {
        BufferedImage column =
                new BufferedImage(LARGE, LINE + cells.size() * (LARGE + GAP), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = column.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, column.getWidth(), column.getHeight());
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        Lettering.write(pen, title, 0, LINE - 8);
        for (int i = 0; i < cells.size(); i++) {
            pen.drawImage(cells.get(i), 0, LINE + i * (LARGE + GAP), LARGE, LARGE, null);
        }
        pen.dispose();
        return column;
    }

    private static BufferedImage beside(List<BufferedImage> columns) {
        int height = columns.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
        BufferedImage all = new BufferedImage(columns.size() * (LARGE + GAP) - GAP, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = all.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, all.getWidth(), height);
        for (int i = 0; i < columns.size(); i++) {
            pen.drawImage(columns.get(i), i * (LARGE + GAP), 0, null);
        }
        pen.dispose();
        return all;
    }
}
