package org.differnet.baseline;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.differnet.baseline.deep.GeometricTransforms;
import org.differnet.chart.Gallery;
import org.differnet.chart.Picture;
import org.differnet.data.Sample;
import org.differnet.engine.Torch;
import org.differnet.features.backbone.Pixels;
import org.differnet.view.View;

/** What methods on pixels see in images and what they make of them, one figure each. */
public final class PixelLook {

    /** Of the 72 transforms, the one that changes nothing, a quarter turn, a shift and the mirror image. */
    private static final int[] TRANSFORMS = {16, 17, 12, 52};

    private static final List<String> TRANSFORM_NAMES = List.of("as it is", "turned", "shifted", "mirrored");

    private static final int SHOWN_SIDE = 192;

    private PixelLook() {}

    /** One image of a figure, its pixels enlarged as squares. */
    private record Enlarged(String caption, BufferedImage small) implements Picture {

        @Override
        public BufferedImage picture() {
            int times = Math.max(1, SHOWN_SIDE / small.getWidth());
            int side = times * small.getWidth();
            BufferedImage large = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = large.createGraphics();
            pen.drawImage(small, 0, 0, side, side, null);
            pen.dispose();
            return large;
        }

        @Override
        public String toString() {
            return caption;
        }
    }

    /**
     * Images as the method sees them with their scores, the same as it draws them anew, and the absolute difference, a row each.
     *
     * @param detector of {@link GanOmaly}, {@link AdGan} or {@link Dsebm}
     * @param images 1 to 12
     * @throws IllegalArgumentException if the detector does not draw images
     */
    public static Gallery redrawn(Baseline detector, List<Sample> images) {
        PixelModel model = model(detector);
        List<Picture> seen = new ArrayList<>();
        List<Picture> drawings = new ArrayList<>();
        List<Picture> differences = new ArrayList<>();
        try (NDManager manager = manager(detector)) {
            for (Sample image : images) {
                String caption = scored(detector, image);
                float[] pixels = detector.features().values(manager, image, List.of(View.IDENTITY));
                float[] drawn = model.redrawn(manager.create(pixels, new Shape(1, pixels.length)))
                        .orElseThrow(() -> new IllegalArgumentException(
                                detector.name() + " draws no images; GANomaly, ADGAN and DSEBM do"))
                        .toFloatArray();
                seen.add(new Enlarged(caption, image(detector, pixels)));
                drawings.add(new Enlarged("drawn anew", image(detector, drawn)));
                differences.add(new Enlarged("difference", image(detector, difference(pixels, drawn))));
            }
        }
        seen.addAll(drawings);
        seen.addAll(differences);
        return Gallery.of(seen, images.size());
    }

    /**
     * Images as {@link GeoTrans} sees them with their scores, three of their transforms, and the answers as a matrix: a row
     * for each transform, a column for each answer, white for a share of 0 and black for the greatest of this image, dark
     * by the root of the share. A black diagonal is a net that is right.
     *
     * @param images 1 to 12
     * @throws IllegalArgumentException if the detector is another
     */
    public static Gallery answers(Baseline detector, List<Sample> images) {
        if (!(model(detector).net() instanceof GeoTrans net)) {
            throw new IllegalArgumentException(detector.name() + " tells no transforms apart; GeoTrans does");
        }
        int side = pixels(detector).side();
        GeometricTransforms transforms =
                new GeometricTransforms(pixels(detector).channels(), side);
        List<List<Picture>> rows = new ArrayList<>();
        for (int row = 0; row < TRANSFORMS.length + 1; row++) {
            rows.add(new ArrayList<>());
        }
        try (NDManager manager = manager(detector)) {
            for (Sample image : images) {
                String score = scored(detector, image);
                float[] pixels = detector.features().values(manager, image, List.of(View.IDENTITY));
                for (int i = 0; i < TRANSFORMS.length; i++) {
                    float[] result = new float[pixels.length];
                    transforms.apply(TRANSFORMS[i], pixels, 0, result, 0);
                    String caption = i == 0 ? score : TRANSFORM_NAMES.get(i);
                    rows.get(i).add(new Enlarged(caption, image(detector, result)));
                }
                Shape shape = new Shape(1, pixels(detector).channels(), side, side);
                rows.get(TRANSFORMS.length)
                        .add(new Enlarged(
                                "rows: transform, columns: answer",
                                matrix(net.answers(manager.create(pixels, shape)))));
            }
        }
        return Gallery.of(rows.stream().flatMap(List::stream).toList(), images.size());
    }

    /** Of its own, on the device of the detector's weights. */
    private static NDManager manager(Baseline detector) {
        return Torch.newManager(model(detector).weights().manager().getDevice());
    }

    private static PixelModel model(Baseline detector) {
        if (detector.model() instanceof PixelModel model) {
            return model;
        }
        throw new IllegalArgumentException(
                detector.name() + " looks at features; GeoTrans, GANomaly, DSEBM and ADGAN look at pixels");
    }

    private static Pixels pixels(Baseline detector) {
        return (Pixels) detector.features().extractor().backbone();
    }

    private static String scored(Baseline detector, Sample image) {
        double score = detector.score(image).score();
        double height = Math.abs(score);
        int decimals = height < 0.1 ? 4 : height < 100 ? 2 : height < 1000 ? 1 : 0;
        return String.format(
                Locale.ROOT,
                "%s: %." + decimals + "f",
                image.anomalous() ? image.kind().replace('_', ' ') : "good",
                score);
    }

    private static float[] difference(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = 2 * Math.abs(a[i] - b[i]) - 1;
        }
        return difference;
    }

    private static BufferedImage image(Baseline detector, float[] pixels) {
        int side = pixels(detector).side();
        int plane = side * side;
        int apart = pixels(detector).channels() == 3 ? plane : 0;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < plane; i++) {
            Color colour = new Color(level(pixels[i]), level(pixels[apart + i]), level(pixels[2 * apart + i]));
            image.setRGB(i % side, i / side, colour.getRGB());
        }
        return image;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round(127.5f * (value + 1))));
    }

    private static BufferedImage matrix(double[][] shares) {
        BufferedImage image = new BufferedImage(shares.length, shares.length, BufferedImage.TYPE_INT_RGB);
        double greatest =
                Arrays.stream(shares).flatMapToDouble(Arrays::stream).max().orElseThrow();
        for (int row = 0; row < shares.length; row++) {
            for (int column = 0; column < shares.length; column++) {
                float level = (float) (1 - Math.sqrt(shares[row][column] / greatest));
                image.setRGB(column, row, new Color(level, level, level).getRGB());
            }
        }
        return image;
    }
}
