package org.differnet.bench;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.work.ProgressListener;

/**
 * How long {@link Options#standard} takes for good photos of a camera: JPEG files of drawn plates, enlarged, none of whose
 * features are kept from before.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@photos -Dimages=250 -Dside=1000}; {@code -Dprecision=FLOAT32} is that of a
 * processor without bfloat16 instructions, {@code -Dviews=32} the views of a photo in training.
 */
public final class Photos {

    private static final int IMAGES = Integer.getInteger("images", 250);
    private static final int SIDE = Integer.getInteger("side", 1000);
    private static final int SCORED = 8;

    private Photos() {}

    public static void main(String[] arguments) throws IOException {
        Options standard = Options.standard();
        Precision precision = Precision.valueOf(
                System.getProperty("precision", standard.precision().name()));
        Options options = standard.withPrecision(precision)
                .withTraining(standard.training().withPrecision(precision))
                .withTrainViews(Integer.getInteger("views", standard.trainViews()));
        Path folder = Files.createTempDirectory("photos");
        System.setProperty("differnet.pool.bytes", "0");
        try {
            photograph(folder.resolve("train/good"));
            Dataset photos = Datasets.folder(folder);
            long start = System.nanoTime();
            try (DifferNet model = DifferNet.fit(photos, options, ProgressListener.NONE)) {
                double fit = seconds(start);
                List<Sample> some = photos.train().subList(0, SCORED);
                model.score(some.get(0));
                start = System.nanoTime();
                some.forEach(model::score);
                System.out.printf(
                        Locale.ROOT,
                        "%d photos of %d x %d pixels, %d training views, %s: fit %.0f s, a photo scored in %.2f s%n",
                        IMAGES,
                        SIDE,
                        SIDE,
                        options.trainViews(),
                        precision,
                        fit,
                        seconds(start) / SCORED);
            }
        } finally {
            Many.delete(folder);
        }
        System.exit(0);
    }

    private static void photograph(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Sample> plates =
                Datasets.synthetic(Product.METAL_PLATE, 0.1, IMAGES, 0, 0).train();
        for (int i = 0; i < IMAGES; i++) {
            BufferedImage photo = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = photo.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.drawImage(plates.get(i).image(), 0, 0, SIDE, SIDE, null);
            graphics.dispose();
            ImageIO.write(photo, "jpg", folder.resolve(i + ".jpg").toFile());
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
