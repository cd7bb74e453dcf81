package org.differnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.ViewFeatures;
import org.differnet.fit.Fitting;
import org.differnet.fit.TrainingSet;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.localize.AnomalyMap;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.localize.MapScale;
import org.differnet.localize.ScaledMaps;
import org.differnet.localize.evaluate.LocalizationEvaluation;
import org.differnet.persist.ModelFile;
import org.differnet.persist.ReferenceCode;
import org.differnet.score.AnomalyScore;
import org.differnet.score.GoodScores;
import org.differnet.score.MeanLatents;
import org.differnet.score.Scoring;
import org.differnet.score.Threshold;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.view.View;
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
public final class DifferNet implements Detector {

    final NDManager manager;
    private final Options options;
    private final ProgressListener listener;
    private final ViewFeatures features;
    private final Flow flow;
    private final History history;
    private final Map<HeatmapOptions, ScaledMaps> maps = new HashMap<>();
    private final List<View> testViews;
    private MeanLatents trained;
    private GoodScores goodScores;
    private Threshold threshold;
    private List<Sample> goodImages;
    private Provenance provenance;

    public DifferNet(
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
        return fit(TrainingSet.of(dataset, options, listener), null);
    }

    /**
     * Fits so that a process that dies loses little: called again with the same arguments, it goes on where the
     * checkpoint was written last.
     *
     * @param checkpoint where the state of the training is kept
     * @throws java.io.UncheckedIOException if the checkpoint cannot be written, which leaves the last good one, or belongs
     *     to another training
     */
    public static DifferNet fit(Dataset dataset, Options options, ProgressListener listener, Checkpoint checkpoint) {
        return fit(TrainingSet.of(dataset, options, listener), Objects.requireNonNull(checkpoint, "checkpoint"));
    }

    /**
     * Fits on images that are ready.
     *
     * @param good closed together with the model, or at once if the fit fails
     */
    public static DifferNet fit(TrainingSet good) {
        return fit(good, null);
    }

    private static DifferNet fit(TrainingSet good, Checkpoint checkpoint) {
        try {
            return new Fitting(good).run(checkpoint);
        } catch (RuntimeException e) {
            good.close();
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
        return fromReferenceCode(checkpoint, dataset, Options.paper());
    }

    /**
     * As {@link #fromReferenceCode(Path, Dataset)}, with other views, threshold or backbone than the paper's.
     *
     * @param options their flow and training are those of the checkpoint
     */
    public static DifferNet fromReferenceCode(Path checkpoint, Dataset dataset, Options options) {
        try (NDManager scratch = Torch.newManager(Torch.defaultDevice())) {
            Flow flow = ReferenceCode.flow(scratch, checkpoint);
            try {
                return around(flow, dataset, options);
            } catch (RuntimeException e) {
                flow.close();
                throw e;
            }
        }
    }

    private static DifferNet around(Flow flow, Dataset dataset, Options options) {
        TrainingSet good = TrainingSet.of(dataset, options.withFlow(flow.options()), ProgressListener.getDefault());
        try {
            return new Fitting(good).around(flow);
        } catch (RuntimeException e) {
            good.close();
            throw e;
        }
    }

    /** Takes over what {@link Scoring#NEAREST} compares images with. */
    public void remember(MeanLatents trained) {
        this.trained = trained;
    }

    /** The mean latents of the training images; null where the scoring does not need them. */
    public MeanLatents trained() {
        return trained;
    }

    public void calibrate(List<Sample> goodImages, GoodScores goodScores) {
        this.goodImages = goodImages;
        this.goodScores = goodScores;
    }

    public void describe(Provenance provenance) {
        this.provenance = provenance;
    }

    /** Takes over what a file says instead of learning it from good images. */
    public void restore(ModelFile.Calibration calibration, Provenance provenance) {
        this.threshold = calibration.threshold();
        this.goodScores = calibration.goodScores();
        this.goodImages = List.of();
        if (calibration.mapScale() != null) {
            AnomalyMap own = AnomalyMap.of(manager, features, flow, options.heatmap());
            maps.put(options.heatmap(), new ScaledMaps(own, calibration.mapScale()));
        }
        this.provenance = provenance;
    }

    /** Reads a model that {@link #save} wrote, reporting to the default listener. */
    public static DifferNet load(Path file) {
        return load(file, ProgressListener.getDefault());
    }

    /**
     * Reads a model that {@link #save} wrote. On the machine that wrote it, it gives the same scores bit for bit.
     *
     * <p>The network's weights are not in the file; they are found as for {@link #fit} and must be the same.
     *
     * @param listener hears of later work of the model
     * @throws java.io.UncheckedIOException if the file is missing, damaged, altered, of a newer version of the library or
     *     no model, or if the network's weights are not those that it was fitted on
     */
    public static DifferNet load(Path file, ProgressListener listener) {
        return ModelFile.read(file, listener, null);
    }

    /** Reads a model that was fitted on a backbone of one's own, reporting to the default listener. */
    public static DifferNet load(Path file, Backbone backbone) {
        return load(file, backbone, ProgressListener.getDefault());
    }

    /**
     * Reads a model that was fitted on a backbone of one's own, which no file holds.
     *
     * @param backbone the one that it was fitted on; a model of one of this library's needs none
     * @param listener hears of later work of the model
     * @throws java.io.UncheckedIOException as {@link #load(Path, ProgressListener)}, and if the backbone is another
     */
    public static DifferNet load(Path file, Backbone backbone, ProgressListener listener) {
        return ModelFile.read(file, listener, Objects.requireNonNull(backbone, "backbone"));
    }

    /**
     * Writes the model to one file, in whole or not at all; a file of this name is replaced. Heat maps need a scale, which
     * is learnt from some of the good images the first time: they must still be there.
     *
     * @param file by custom named *.safetensors, which it is
     * @throws java.io.UncheckedIOException if the folder cannot be written to or the disk is full
     */
    public void save(Path file) {
        ModelFile.write(file, this);
    }

    /** What the model was made from, its numbers and its limits. */
    public ModelCard card() {
        return ModelCard.of(this);
    }

    /** Where the model comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /** The views in which every image is scored. */
    public List<View> testViews() {
        return testViews;
    }

    @Override
    public String name() {
        return "DifferNet";
    }

    @Override
    public Score score(Path file) {
        return score(Sample.of(file));
    }

    @Override
    public Score score(BufferedImage image) {
        return score(Sample.of("image", image));
    }

    @Override
    public Score score(Sample sample) {
        try (NDManager step = manager.newSubManager()) {
            float[] z = latents(features.of(step, sample, testViews));
            double value = options.scoring().ofImage(z, flow.dimension(), trained);
            return new Score(this, sample, value, AnomalyScore.ofViews(z, flow.dimension()));
        }
    }

    @Override
    public double[] viewScores(float[] rows) {
        return AnomalyScore.ofViews(latents(rows), flow.dimension());
    }

    @Override
    public double imageScore(float[] rows) {
        return imageScore(rows, options.scoring());
    }

    /**
     * The score that another scoring gives to an image of whose views the features are known.
     *
     * @param rows views x dimension, row by row
     * @param scoring for {@link Scoring#NEAREST} the model must have been fitted with it
     */
    public double imageScore(float[] rows, Scoring scoring) {
        return scoring.ofImage(latents(rows), flow.dimension(), trained);
    }

    @Override
    public Evaluation evaluate(Dataset dataset) {
        return evaluate(dataset, listener);
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

    /** What verdicts are given by: at first the threshold for the false-positive rate of the options. */
    @Override
    public Threshold threshold() {
        return threshold;
    }

    /** Gives verdicts by another threshold from now on, such as one of {@link #goodScores} or from labelled images. */
    public void useThreshold(Threshold threshold) {
        this.threshold = Objects.requireNonNull(threshold, "threshold");
    }

    @Override
    public GoodScores goodScores() {
        return goodScores;
    }

    /** How training went. */
    public History history() {
        return history;
    }

    /** The flow, for a closer look; it belongs to this model. */
    public Flow flow() {
        return flow;
    }

    @Override
    public ViewFeatures features() {
        return features;
    }

    /** What the model was fitted with. */
    public Options options() {
        return options;
    }

    @Override
    public void close() {
        maps.values().forEach(ScaledMaps::close);
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

    Heatmap heatmap(Sample sample, String caption, HeatmapOptions how) {
        return maps(how).of(sample, caption);
    }

    /** The latents of features that are known, both (n, d) row by row. */
    public float[] latents(float[] rows) {
        int dimension = flow.dimension();
        try (NDManager step = manager.newSubManager()) {
            return latents(step.create(rows, new Shape(rows.length / dimension, dimension)));
        }
    }

    private float[] latents(NDArray rows) {
        return flow.forward(rows).z().toFloatArray();
    }

    /** The scale of the usual heat maps; learnt when it is first asked for. */
    public MapScale mapScale() {
        return maps(options.heatmap()).scale();
    }

    private synchronized ScaledMaps maps(HeatmapOptions how) {
        return maps.computeIfAbsent(
                how, wanted -> new ScaledMaps(AnomalyMap.of(manager, features, flow, wanted), goodImages));
    }
}
