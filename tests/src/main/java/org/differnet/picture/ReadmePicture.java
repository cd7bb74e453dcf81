package org.differnet.picture;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.chart.Palette;
import org.differnet.chart.Plane;
import org.differnet.chart.Series;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.features.FeaturePool;
import org.differnet.features.PooledBatches;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.Schedule;
import org.differnet.flow.TrainOptions;
import org.differnet.flow.Trainer;
import org.differnet.work.ProgressListener;

/**
 * Draws the picture of the README: points that a flow turns into a Gaussian, beside a drawn plate and its heat map.
 *
 * <p>{@code mvn -q -pl tests exec:java@picture -Dout=docs/images/differnet.png}
 */
public final class ReadmePicture {

    private static final int SIDE = 480;
    private static final int GAP = 12;
    private static final int POINTS = 4000;
    private static final int SHOWN = 400;

    private ReadmePicture() {}

    public static void main(String[] arguments) throws IOException {
        float[] data = moons(new Random(1));
        float[] latents = latents(data);
        BufferedImage heatmap = defectivePlate();
        BufferedImage all = new BufferedImage(3 * SIDE / 2 + GAP + GAP, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = all.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, all.getWidth(), all.getHeight());
        int half = (SIDE - GAP) / 2;
        pen.drawImage(plane("features of good images", data), 0, 0, half, half, null);
        pen.drawImage(plane("after the flow", latents), 0, half + GAP, half, half, null);
        pen.drawImage(heatmap, half + 2 * GAP, 0, SIDE, SIDE, null);
        pen.dispose();
        ImageIO.write(
                all, "png", Path.of(System.getProperty("out", "differnet.png")).toFile());
        System.exit(0);
    }

    private static BufferedImage defectivePlate() {
        Dataset plates = Datasets.synthetic();
        try (DifferNet model = DifferNet.fit(plates, Options.small(), ProgressListener.console())) {
            Sample clearest = plates.test().stream()
                    .filter(sample -> sample.kind().equals("scratch"))
                    .max((a, b) -> Double.compare(
                            model.score(a).score(), model.score(b).score()))
                    .orElseThrow();
            return model.score(clearest).heatmap().overlay();
        }
    }

    private static float[] latents(float[] data) {
        FlowOptions size =
                FlowOptions.paper().withHiddenUnits(64).withHiddenLayers(2).withClamp(1, FlowOptions.TWO_OVER_PI);
        TrainOptions how =
                TrainOptions.paper().withEpochs(60).withBatchSize(200).withLearningRate(4e-3, Schedule.COSINE);
        try (Flow flow = Flow.create(size, 2, 1, Device.cpu());
                PooledBatches batches =
                        new PooledBatches(flow.manager(), new FeaturePool(data.length / 2, 1, 2, data), 200, 1);
                NDManager step = flow.manager().newSubManager()) {
            Trainer.fit(flow, batches, null, how, ProgressListener.NONE);
            return flow.forward(step.create(data, new Shape(data.length / 2, 2)))
                    .z()
                    .toFloatArray();
        }
    }

    private static float[] moons(Random random) {
        float[] cloud = new float[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            double angle = Math.PI * random.nextDouble();
            boolean upper = i % 2 == 0;
            double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
            double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
            cloud[2 * i] = (float) (1.2 * (x - 0.5) + 0.1 * random.nextGaussian());
            cloud[2 * i + 1] = (float) (2 * (y - 0.25) + 0.1 * random.nextGaussian());
        }
        return cloud;
    }

    private static BufferedImage plane(String title, float[] cloud) {
        return Plane.of(title, -3.2, 3.2, moon(cloud, 0, Palette.GOOD), moon(cloud, 1, Palette.THIRD))
                .picture();
    }

    private static Series moon(float[] cloud, int which, Color colour) {
        return Series.points("", column(cloud, which, 0), column(cloud, which, 1), colour);
    }

    private static double[] column(float[] cloud, int which, int coordinate) {
        return IntStream.range(0, SHOWN / 2)
                .mapToDouble(i -> cloud[2 * (2 * i + which) + coordinate])
                .toArray();
    }
}
