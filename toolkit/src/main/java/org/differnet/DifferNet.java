package org.differnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.engine.Torch;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.localize.AnomalyMap;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.localize.LocalizationEvaluation;
import org.differnet.score.AnomalyScore;
import org.differnet.score.Evaluation;
import org.differnet.score.Threshold;
import org.differnet.view.View;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * A detector of defects that has seen only good images.
 *
 * <p>Example: <pre>{@code
 * DifferNet model = DifferNet.fit(Datasets.synthetic());
 * Score score = model.score(Path.of("photo.jpg"));
 * score.anomalous();
 * score.heatmap().picture();
 * }</pre>
 *
 * <p>A model holds native memory until it is closed.
 *
 * <p>Reference: Rudolph, Wandt, Rosenhahn, Same Same But DifferNet: Semi-Supervised Defect Detection with Normalizing
 * Flows, WACV 2021.
 */
public final class DifferNet implements AutoCloseable {

    final NDManager manager;
    private final Options options;
    private final ProgressListener listener;
    private final ViewFeatures features;
    private final Flow flow;
    private final History history;
    private final Map<HeatmapOptions, HeatMaps> maps = new HashMap<>();
    private final List<View> testViews;
    private Threshold threshold;
    private List<Sample> goodImages;

    DifferNet(
            NDManager manager,
            Options options,
            ProgressListener listener,
            ViewFeatures features,
            Flow flow,
            History history,
            List<View> testViews) {
        this.manager = manager;
        this.options = options;
        this.listener = listener;
        this.features = features;
        this.flow = flow;
        this.history = history;
        this.testViews = testViews;
    }

    /** Fits with {@link Options#standard()}, reporting to the default listener. */
    public static DifferNet fit(Dataset dataset) {
        return fit(dataset, Options.standard());
    }

    /** Fits, reporting to the default listener. */
    public static DifferNet fit(Dataset dataset, Options options) {
        return fit(dataset, options, ProgressListener.getDefault());
    }

    /**
     * Learns what good images look like and from which score on an image is anomalous.
     *
     * <p>Interrupting the thread during training ends it early with a usable model; before that nothing is kept.
     *
     * @param dataset only its good training images are looked at
     * @throws IllegalArgumentException if there is no good image, or one of them cannot be used; the message names it
     * @throws CancellationException if the thread is interrupted before training has begun
     */
    public static DifferNet fit(Dataset dataset, Options options, ProgressListener listener) {
        if (dataset.train().isEmpty()) {
            throw new IllegalArgumentException(dataset.name()
                    + " has no good training image; DifferNet learns from good images alone, give at least one");
        }
        NDManager manager = Torch.newManager(Torch.defaultDevice());
        try {
            return new Fitting(manager, dataset, options, listener).run();
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * A model whose flow was trained with the authors' PyTorch code.
     *
     * @param checkpoint its state dict, .pth or .safetensors, of the whole model or of the flow alone; not the pickled
     *     model object
     * @param dataset the good images that it was trained on, which give the threshold and the scale of heat maps
     * @throws java.io.UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if its tensors are not those of such a flow
     */
    public static DifferNet fromReferenceCode(Path checkpoint, Dataset dataset) {
        NDManager manager = Torch.newManager(Torch.defaultDevice());
        try {
            Flow flow = Weights.referenceFlow(manager, checkpoint);
            try {
                Options options = Options.paper().withFlow(flow.options());
                return new Fitting(manager, dataset, options, ProgressListener.getDefault()).around(flow);
            } catch (RuntimeException e) {
                flow.close();
                throw e;
            }
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    void calibrate(List<Sample> goodImages, Threshold threshold) {
        this.goodImages = goodImages;
        this.threshold = threshold;
    }

    /** Scores a file. */
    public Score score(Path file) {
        return score(Sample.of(file));
    }

    /** Scores an image of any size and type. */
    public Score score(BufferedImage image) {
        return score(Sample.of("image", image));
    }

    /** Scores one image of a data set. */
    public Score score(Sample sample) {
        try (NDManager step = manager.newSubManager()) {
            return new Score(this, sample, viewScores(features.of(step, sample, testViews)));
        }
    }

    /**
     * Scores the test images of a data set against their labels.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public Evaluation evaluate(Dataset dataset) {
        List<Sample> test = dataset.test();
        double[] scores = new double[test.size()];
        long start = System.nanoTime();
        for (int i = 0; i < scores.length; i++) {
            if (Thread.interrupted()) {
                throw new CancellationException("stopped after scoring " + i + " of " + scores.length + " images");
            }
            scores[i] = score(test.get(i)).value();
            listener.on(new Progress(
                    "scoring", i + 1, scores.length, Double.NaN, Duration.ofNanos(System.nanoTime() - start)));
        }
        return new Evaluation(
                "DifferNet" + caveat(),
                test.stream().map(Sample::name).toList(),
                test.stream().map(Sample::kind).toList(),
                scores,
                threshold);
    }

    /** {@link #localization(Dataset, HeatmapOptions)} with the maps of {@link Options#heatmap()}. */
    public LocalizationEvaluation localization(Dataset dataset) {
        return localization(dataset, options.heatmap());
    }

    /**
     * Compares heat maps of the test images with their masks; good images count as good all over.
     *
     * @throws IllegalArgumentException if no image is defective, or a defective one has no mask
     * @throws CancellationException if the thread is interrupted
     */
    public LocalizationEvaluation localization(Dataset dataset, HeatmapOptions how) {
        return LocalizationEvaluation.of(
                how.method() + caveat(), dataset.test(), sample -> heatmap(sample, sample.name(), how), listener);
    }

    /** The threshold, learnt from good images. */
    public Threshold threshold() {
        return threshold;
    }

    /** How training went. */
    public History history() {
        return history;
    }

    /** The flow, for a closer look; it belongs to this model. */
    public Flow flow() {
        return flow;
    }

    /** The network and the renderer of views, for a closer look; they belong to this model. */
    public ViewFeatures features() {
        return features;
    }

    /** What the model was fitted with. */
    public Options options() {
        return options;
    }

    @Override
    public void close() {
        maps.values().forEach(HeatMaps::close);
        flow.close();
        features.close();
        manager.close();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "DifferNet on %s; flow of %d blocks x %d units, %,d parameters; %s",
                features.extractor().describe(),
                flow.options().blocks(),
                flow.options().hiddenUnits(),
                flow.parameterCount(),
                threshold);
    }

    /** The score of an image whose features are known. */
    double score(float[] viewFeatures) {
        int dimension = flow.dimension();
        try (NDManager step = manager.newSubManager()) {
            NDArray rows = step.create(viewFeatures, new Shape(viewFeatures.length / dimension, dimension));
            return AnomalyScore.ofImage(viewScores(rows));
        }
    }

    Heatmap heatmap(Sample sample, String caption, HeatmapOptions how) {
        return maps(how).of(sample, caption);
    }

    /** What every result has to say of a network that was never trained; empty for others. */
    String caveat() {
        return features.extractor().pretrained() ? "" : " [untrained network: shows the machinery only]";
    }

    private double[] viewScores(NDArray rows) {
        return AnomalyScore.ofViews(flow.forward(rows).z().toFloatArray(), flow.dimension());
    }

    private synchronized HeatMaps maps(HeatmapOptions how) {
        return maps.computeIfAbsent(
                how, wanted -> new HeatMaps(AnomalyMap.of(manager, features, flow, wanted), goodImages));
    }
}
