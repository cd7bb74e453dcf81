package org.differnet;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.data.Dataset;
import org.differnet.data.ImageTree;
import org.differnet.data.Sample;
import org.differnet.engine.NativeMemory;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.ViewFeatures;
import org.differnet.fit.Fitted;
import org.differnet.fit.Fitting;
import org.differnet.fit.ProductViews;
import org.differnet.fit.TrainingSet;
import org.differnet.flow.Checkpoints;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.flow.Layer;
import org.differnet.localize.AnomalyMaps;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.localize.MapScale;
import org.differnet.localize.MapScales;
import org.differnet.localize.evaluate.LocalizationEvaluation;
import org.differnet.persist.CheckpointFile;
import org.differnet.persist.ModelFile;
import org.differnet.persist.ReferenceCode;
import org.differnet.persist.TorchModule;
import org.differnet.score.AnomalyScore;
import org.differnet.score.GoodScores;
import org.differnet.score.Latents;
import org.differnet.score.Look;
import org.differnet.score.Patience;
import org.differnet.score.Scoring;
import org.differnet.score.Threshold;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.score.many.ScoredImages;
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
 * <p>A model is a value: nothing changes it, and {@link #withThreshold} and {@link #withHeatmapScale} give others on the
 * same native memory. That is freed when the last of them was closed, or forgotten. Several threads may use a model at once.
 *
 * <p>Scikit-learn calls {@code fit} the same, {@code -score_samples} what {@link Score#score()} is and {@code predict} what
 * {@link Score#call()} is; anomalib calls them {@code Engine.fit}, {@code pred_score} and {@code pred_label}.
 *
 * <p>Reference: Rudolph, Wandt, Rosenhahn, Same Same But DifferNet: Semi-Supervised Defect Detection with Normalizing
 * Flows, WACV 2021.
 */
public final class DifferNet implements Detector {

    private final Fitted fitted;
    private final NativeMemory memory;
    private final AnomalyMaps maps;
    private final MapScales scales;
    private final ProgressListener listener;

    /** Around what was fitted or read, which is closed with it. */
    private DifferNet(Fitted fitted, ProgressListener listener) {
        this.fitted = fitted;
        this.listener = listener;
        AnomalyMaps made = new AnomalyMaps(fitted.manager(), fitted.features(), fitted.flow());
        this.maps = made;
        this.scales = new MapScales(made, fitted.options().heatmap(), fitted.mapScale(), fitted.goodImages());
        this.memory = NativeMemory.of("this model", () -> {
            made.close();
            fitted.close();
        });
    }

    /** Another model on the same native memory. */
    private DifferNet(DifferNet original, Fitted fitted, MapScales scales) {
        this.fitted = fitted;
        this.listener = original.listener;
        this.maps = original.maps;
        this.scales = scales;
        this.memory = original.memory.share();
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
     * checkpoint was written last. The flows of cross-validation, of few images, begin anew.
     *
     * @param checkpoint where the state of the training is kept
     * @throws UncheckedIOException if the checkpoint cannot be written, which leaves the last good one, or belongs
     *     to another training
     */
    public static DifferNet fit(Dataset dataset, Options options, ProgressListener listener, Checkpoint checkpoint) {
        Objects.requireNonNull(checkpoint, "checkpoint");
        return fit(TrainingSet.of(dataset, options, listener), checkpoint);
    }

    /**
     * Fits on images that are ready.
     *
     * @param good closed together with the model, or at once if the fit fails
     */
    public static DifferNet fit(TrainingSet good) {
        Objects.requireNonNull(good, "good");
        return fit(good, null);
    }

    private static DifferNet fit(TrainingSet good, Checkpoint checkpoint) {
        Checkpoints checkpoints = checkpoint == null
                ? Checkpoints.NONE
                : new CheckpointFile(
                        checkpoint,
                        () -> new CheckpointFile.Key(
                                good.options(),
                                good.contentHash(),
                                good.features().extractor().weightsHash()));
        return new DifferNet(Fitting.run(good, checkpoints), good.listener());
    }

    /** Begins a fit with {@link Options#standard()} that reports to the default listener. */
    public static Fit fitting(Dataset dataset) {
        return fitting(dataset, Options.standard());
    }

    /** Begins a fit that reports to the default listener. */
    public static Fit fitting(Dataset dataset, Options options) {
        return fitting(dataset, options, ProgressListener.getDefault());
    }

    /**
     * Begins a fit in a thread of its own and returns at once: the model can be had while it is trained, also where a
     * notebook's stop button gives up the whole cell. It has the bits that {@link #fit(Dataset, Options, ProgressListener)}
     * gives.
     *
     * @param listener called on the thread of the fit
     */
    public static Fit fitting(Dataset dataset, Options options, ProgressListener listener) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(options, "options");
        return new Fit(listener, heard -> fit(dataset, options, heard));
    }

    /** As {@link #fitting(Dataset, Options, ProgressListener)}, so that a process that dies loses little. */
    public static Fit fitting(Dataset dataset, Options options, ProgressListener listener, Checkpoint checkpoint) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(checkpoint, "checkpoint");
        return new Fit(listener, heard -> fit(dataset, options, heard, checkpoint));
    }

    /**
     * A model whose flow was trained with the authors' PyTorch code.
     *
     * @param checkpoint its state dict, .pth or .safetensors, of the whole model or of the flow alone; not the pickled
     *     model object
     * @param dataset the good images that it was trained on, which give the threshold and the scale of heat maps
     * @throws UncheckedIOException if the file cannot be read
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
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(options, "options");
        Flow flow;
        try (NDManager scratch = Torch.newManager(Torch.device(options.device()))) {
            flow = ReferenceCode.flow(scratch, checkpoint);
        }
        ProgressListener listener = ProgressListener.getDefault();
        try {
            TrainingSet good =
                    TrainingSet.of(dataset, options.withFlow(flow.options()).withFolds(0), listener);
            return new DifferNet(Fitting.around(good, flow), listener);
        } catch (RuntimeException | Error e) {
            flow.close();
            throw e;
        }
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
     * @throws UncheckedIOException if the file is missing, damaged, altered, of a newer version of the library or
     *     no model, or if the network's weights are not those that it was fitted on
     */
    public static DifferNet load(Path file, ProgressListener listener) {
        return new DifferNet(ModelFile.read(file, null, List.of(), listener), listener);
    }

    /**
     * Reads a model and computes its features in another precision than it was fitted with, reporting to the default
     * listener: scores differ in the last digits. For a model made in bfloat16 on a processor without instructions for it.
     *
     * @throws UncheckedIOException as {@link #load(Path, ProgressListener)}
     */
    public static DifferNet load(Path file, Precision precision) {
        ProgressListener listener = ProgressListener.getDefault();
        return new DifferNet(
                ModelFile.readIn(Objects.requireNonNull(precision, "precision"), file, listener), listener);
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
        return new DifferNet(
                ModelFile.read(file, Objects.requireNonNull(backbone, "backbone"), List.of(), listener), listener);
    }

    /**
     * Reads a model whose flow has transforms of one's own, which no file holds, reporting to the default listener.
     *
     * @param own the layers that the flow was composed of, by the names that the file has
     * @throws java.io.UncheckedIOException as {@link #load(Path, ProgressListener)}, and if one is missing
     */
    public static DifferNet load(Path file, Layer... own) {
        ProgressListener listener = ProgressListener.getDefault();
        return new DifferNet(
                ModelFile.read(file, null, List.of(Objects.requireNonNull(own, "own")), listener), listener);
    }

    /** Reads a model that has both: a backbone and transforms of one's own, reporting to the default listener. */
    public static DifferNet load(Path file, Backbone backbone, Layer... own) {
        ProgressListener listener = ProgressListener.getDefault();
        Objects.requireNonNull(backbone, "backbone");
        return new DifferNet(
                ModelFile.read(file, backbone, List.of(Objects.requireNonNull(own, "own")), listener), listener);
    }

    /**
     * Writes the model to one file, in whole or not at all; a file of this name is replaced and keeps its mode, a link
     * stays one. The scale of the heat maps is learnt now, if it is not known and the good images are still there; if they
     * are gone, or all alike, the file says that it has none, and the listener is warned.
     *
     * @param file by custom named *.safetensors, which it is
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     * @throws CancellationException if the thread is interrupted before writing; an old file is as it was
     */
    public void save(Path file) {
        Objects.requireNonNull(file, "file");
        if (Thread.interrupted()) {
            throw new CancellationException(
                    file + " was not written: the thread was interrupted before; an old file is as"
                            + " it was. Call save again");
        }
        memory.use(() -> {
            ModelFile.write(file, fitted.withMapScale(scaleFor(file)));
            return null;
        });
    }

    /**
     * Writes the model as {@link #save} does, interrupted or not, and without the time that learning a scale of heat maps
     * takes: the file has one only if it is known by now. For a process that has been told to end.
     *
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     */
    public void saveAtOnce(Path file) {
        Objects.requireNonNull(file, "file");
        memory.use(() -> {
            ModelFile.write(file, fitted.withMapScale(scales.known(options().heatmap())));
            return null;
        });
    }

    /**
     * Writes a TorchScript module that PyTorch runs without Java, in whole or not at all; as with {@link #save}, a file of this
     * name is replaced, whatever it is:
     *
     * <pre>
     * model = torch.jit.load("model.pt")
     * scores, maps = model(images)            # float64 (n), higher = more anomalous; float32 (n, h, w)
     * scores = model.scores(images)           # without heat maps, which take most of the time
     * anomalous = scores >= model.threshold   # infinite where there is none
     * </pre>
     *
     * <p>{@code images} are (n, c, h, w) of any size, c = 1 for grey and 3 for RGB, of uint8, or float of 0 to 1. The scores
     * are those of all views, within 1e-4 of their size, the maps those of {@link Options#heatmap()} as {@link
     * Heatmap#resized()} gives them, within 1e-4 of the highest value in float32 and mostly in bfloat16. Their scale is found as for {@link #save}; where there
     * is none they are NaN. It holds the network's weights.
     *
     * @param file by custom named *.pt
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     * @throws UnsupportedOperationException if the network or a transform of the flow is one of the user's own
     */
    public void export(Path file) {
        Objects.requireNonNull(file, "file");
        memory.use(() -> {
            TorchModule.write(
                    file, fitted.withMapScale(scaleFor(file)), maps.of(options().heatmap()));
            return null;
        });
    }

    /**
     * Writes the flow's weights as the authors' PyTorch code names them, for {@code
     * model.nf.load_state_dict(torch.load(file), strict=False)}: that code has batch norms that take no part and are not in
     * the file. {@link #fromReferenceCode(Path, Dataset, Options)} reads it back bit for bit.
     *
     * @param file *.pth, or *.safetensors for that format
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     * @throws IllegalArgumentException if the flow has another clamp or factor than that code, so that it would give other
     *     scores there
     */
    public void toReferenceCode(Path file) {
        Objects.requireNonNull(file, "file");
        memory.use(() -> {
            ReferenceCode.write(file, fitted.flow());
            return null;
        });
    }

    private Optional<MapScale> scaleFor(Path file) {
        try {
            return Optional.of(scales.of(options().heatmap()));
        } catch (CancellationException e) {
            throw e;
        } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException e) {
            listener.warn(file + " has no scale of heat maps: " + e.getMessage() + ". Scores do not need it;"
                    + " withHeatmapScale(goodImages) adds one");
            return Optional.empty();
        }
    }

    /**
     * The same model with another threshold, such as one of {@link #goodScores} or from labelled images.
     *
     * @return on the same native memory: each of the two is closed for itself
     */
    public DifferNet withThreshold(Threshold threshold) {
        Objects.requireNonNull(threshold, "threshold");
        return new DifferNet(this, fitted.withThreshold(threshold), scales);
    }

    /**
     * {@link #withPatience(double, List)} with the good images that were held out of training.
     *
     * @throws IllegalStateException if none were, or the model was read from a file, which does not hold them
     */
    public DifferNet withPatience(double error) {
        if (goodScores().source() != GoodScores.Source.HELD_OUT
                || fitted.goodImages().isEmpty()) {
            throw new IllegalStateException(
                    "this model has no held-out good images at hand to learn patience from: give"
                            + " good images that it was not fitted on, withPatience(error, images)");
        }
        return withPatience(error, fitted.goodImages());
    }

    /**
     * The same model, which looks at no more views of an image than its call needs, see {@link Patience}. The score is then
     * that of the views that were looked at, of which {@link Score#viewScores()} tells; where all were, it has the same bits as
     * without. For numbers that are compared with others use the model {@link #withoutPatience}. {@link #save} keeps it.
     *
     * @param error of good images the share whose call may change, such as 0.02
     * @param goodImages that the model was not fitted on, at least 1 / error - 1
     * @return on the same native memory: each of the two is closed for itself
     * @throws IllegalArgumentException if they are too few for the error
     * @throws IllegalStateException if the model has no threshold
     * @throws CancellationException if the thread is interrupted
     */
    public DifferNet withPatience(double error, List<Sample> goodImages) {
        Objects.requireNonNull(goodImages, "goodImages");
        if (!threshold().known()) {
            throw new IllegalStateException(
                    "without a threshold no view is one too many: " + threshold() + "; give one with withThreshold");
        }
        Patience.checkError(error, goodImages.size());
        int views = fitted.testViews().size();
        if (views <= Look.STEP) {
            listener.warn(
                    "patience saves no view of this model: it looks at " + views + " views of an image, and the first"
                            + " look is at " + Look.STEP + ". Fit with more test views, such as withTestViews(64)");
        }
        List<Sample> seen = goodImages.stream().map(fitted::seen).toList();
        List<List<Look>> looks = memory.use(() -> FirstViews.looks(fitted, seen, listener));
        Patience learnt = Patience.learn(looks, error);
        return memory.use(() -> new DifferNet(this, fitted.withPatience(Optional.of(learnt)), scales));
    }

    /**
     * The same model, which looks at all views of every image.
     *
     * @return on the same native memory: each of the two is closed for itself
     */
    public DifferNet withoutPatience() {
        return new DifferNet(this, fitted.withPatience(Optional.empty()), scales);
    }

    /** With which patience this model looks at views; empty where it looks at all of them. */
    public Optional<Patience> patience() {
        return fitted.patience();
    }

    /** What the first views of an image say, and more of them, and all: what {@link Patience} is learnt from. */
    public List<Look> looks(Sample image) {
        Objects.requireNonNull(image, "image");
        return memory.use(() -> FirstViews.looks(fitted, fitted.seen(image)));
    }

    /** {@link #withHeatmapScale(List)} with the good images of a data set. */
    public DifferNet withHeatmapScale(Dataset dataset) {
        Objects.requireNonNull(dataset, "dataset");
        return withHeatmapScale(dataset.train());
    }

    /**
     * The same model with heat maps of every kind on scales that are learnt from these images: those of {@link
     * Options#heatmap()} now, others when they are first asked for.
     *
     * @param goodImages at least one, of which at most 16 are looked at; best those that the model was not trained on
     * @return on the same native memory: each of the two is closed for itself
     * @throws IllegalArgumentException if there are none, or they are all alike
     * @throws CancellationException if the thread is interrupted
     */
    public DifferNet withHeatmapScale(List<Sample> goodImages) {
        Objects.requireNonNull(goodImages, "goodImages");
        if (goodImages.isEmpty()) {
            throw new IllegalArgumentException("there are no good images to learn a scale from; give at least one");
        }
        List<Sample> seen = goodImages.stream().map(fitted::seen).toList();
        return memory.use(() -> {
            MapScales learnt = new MapScales(maps, options().heatmap(), Optional.empty(), seen);
            MapScale scale = learnt.of(options().heatmap());
            Fitted other = fitted.withGoodImages(seen).withMapScale(Optional.of(scale));
            return new DifferNet(this, other, learnt);
        });
    }

    /** What the model was made from, its numbers and its limits. */
    public ModelCard card() {
        return ModelCard.of(fitted);
    }

    /** Where the model comes from. */
    public Provenance provenance() {
        return fitted.provenance();
    }

    /** How the views of {@link #options} were found from the good images; empty where the options told them. */
    public Optional<ProductViews> productViews() {
        return fitted.productViews();
    }

    /** The views in which every image is scored. */
    public List<View> testViews() {
        return fitted.testViews();
    }

    @Override
    public String name() {
        return fitted.patience().map(some -> "DifferNet, " + some).orElse("DifferNet");
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
    public Score score(Sample image) {
        Objects.requireNonNull(image, "image");
        Sample sample = fitted.seen(image);
        return memory.use(() -> {
            try (NDManager step = fitted.manager().newSubManager()) {
                float[] z = fitted.patience().isPresent()
                        ? FirstViews.latents(
                                step, fitted, sample, fitted.patience().get())
                        : Latents.of(fitted.flow(), fitted.features(step, sample));
                double score = fitted.score(z, options().scoring());
                return new Score(this, sample, score, viewScoresOf(z));
            }
        });
    }

    @Override
    public double[] viewScores(float[] features) {
        return viewScoresOf(latents(features));
    }

    private double[] viewScoresOf(float[] z) {
        return AnomalyScore.ofViews(z, fitted.flow().dimension());
    }

    @Override
    public double imageScore(float[] features) {
        return imageScore(features, options().scoring());
    }

    /**
     * The score that another scoring gives to an image of whose views the features are known.
     *
     * @param features views x dimension, row by row; at least one view
     * @param scoring for {@link Scoring#NEAREST} the model must have been fitted with it
     * @throws IllegalArgumentException if the features are not so many, or not all finite
     */
    public double imageScore(float[] features, Scoring scoring) {
        Objects.requireNonNull(scoring, "scoring");
        return fitted.score(latents(features), scoring);
    }

    /**
     * The latents of features that are known, both views x dimension, row by row.
     *
     * @throws IllegalArgumentException if the features are not so many, or not all finite
     */
    public float[] latents(float[] features) {
        Objects.requireNonNull(features, "features");
        return memory.use(() -> Latents.of(fitted.flow(), features));
    }

    @Override
    public Evaluation evaluate(Dataset dataset) {
        return evaluate(dataset, listener);
    }

    @Override
    public ScoredImages scoreAll(Iterable<Sample> samples) {
        return scoreAll(samples, listener);
    }

    @Override
    public ScoredImages scoreAll(Path folder, Path csv) {
        return scoreAll(ImageTree.of(folder), csv, listener);
    }

    /** {@link #localization(Dataset, HeatmapOptions)} with the maps of {@link Options#heatmap()}. */
    public LocalizationEvaluation localization(Dataset dataset) {
        return localization(dataset, options().heatmap());
    }

    /**
     * Compares heat maps of the test images with their masks; good images count as good all over, defective ones without
     * a mask are left out.
     *
     * @throws IllegalArgumentException if no image is defective and has a mask
     * @throws CancellationException if the thread is interrupted
     */
    public LocalizationEvaluation localization(Dataset dataset, HeatmapOptions how) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(how, "how");
        return LocalizationEvaluation.of(
                how.method() + caveat(), dataset.test(), sample -> heatmap(sample, sample.name(), how), listener);
    }

    /** What verdicts are given by: the threshold for the false-positive rate of the options, unless another was set. */
    @Override
    public Threshold threshold() {
        return fitted.threshold();
    }

    @Override
    public GoodScores goodScores() {
        return fitted.goodScores();
    }

    /** How training went. */
    public History history() {
        return fitted.history();
    }

    /** The flow, for a closer look; it is closed with this model. */
    public Flow flow() {
        return fitted.flow().heldBy(this);
    }

    @Override
    public ViewFeatures features() {
        return fitted.features().heldBy(this);
    }

    /** What the model was fitted with. */
    public Options options() {
        return fitted.options();
    }

    /** Gives the native memory back, once no other model shares it and no thread is scoring any more. */
    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        Flow flow = fitted.flow();
        return String.format(
                Locale.ROOT,
                "DifferNet on %s; flow of %s, %,d parameters; %s",
                fitted.features().extractor().describe(),
                options().flowSize(),
                flow.parameterCount(),
                threshold());
    }

    /** All that the model is made of. */
    Fitted fitted() {
        return fitted;
    }

    Heatmap heatmap(Sample sample, String caption, HeatmapOptions how) {
        return memory.use(() -> scales.heatmap(fitted.seen(sample), caption, how));
    }
}
