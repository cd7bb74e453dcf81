package org.differnet.baseline;

import java.util.Objects;
import org.differnet.Checkpoint;
import org.differnet.Options;
import org.differnet.baseline.deep.Images;
import org.differnet.baseline.deep.PixelNet;
import org.differnet.baseline.deep.Weights;
import org.differnet.data.Dataset;
import org.differnet.features.Backbone;
import org.differnet.features.FeaturePool;
import org.differnet.features.backbone.Pixels;
import org.differnet.fit.TrainingSet;
import org.differnet.flow.Checkpoints;
import org.differnet.persist.CheckpointFile;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/**
 * The settings of a method that learns from the pixels of small images. Whoever writes them as a record, with a {@link
 * PixelNet} that they make, has a detector that is fitted, interrupted, gone on with, saved and loaded as the others are.
 *
 * <p>Example: <pre>{@code
 * Baseline detector = GanOmaly.Settings.small().withEpochs(50).fit(tiles);
 * detector.score(image);
 * detector.save(Path.of("ganomaly.safetensors"));
 * }</pre>
 */
public interface PixelMethod {

    /** The method, in a word or two, for legends and messages. */
    String name();

    /** What is trained, in a few words, such as "16 channels, 100 numbers a code, 30 epochs". */
    String description();

    /** Passes over the training views, at least 1. */
    int epochs();

    /** Images of a step, at least 2. */
    int batch();

    /**
     * The networks, drawn and not trained.
     *
     * @param weights makes their weights, always in the same order, and owns them
     * @param pixels of the images that they see
     * @param seed of whatever else is drawn
     */
    PixelNet net(Weights weights, Pixels pixels, long seed);

    /** What is seen unless told otherwise: each image once, upright, in 32 x 32 pixels and colour; trained once. */
    static Options options() {
        return Options.standard()
                .withBackbone(Backbone.pixels(32))
                .withViews(new ViewOptions(0, 0, 0))
                .withTrainViews(1)
                .withTestViews(1)
                .withFolds(0);
    }

    /** Fits with {@link #options}, reporting to the default listener. */
    default Baseline fit(Dataset dataset) {
        return fit(dataset, options(), ProgressListener.getDefault());
    }

    /**
     * Fits.
     *
     * @param options of which views, backbone ({@code Backbone.pixels(32)} or 64), seed and threshold matter here
     * @param listener hears of each step with its loss
     */
    default Baseline fit(Dataset dataset, Options options, ProgressListener listener) {
        return fit(good(dataset, options, listener));
    }

    /**
     * Fits so that a process that dies loses little: called again with the same arguments, it goes on where the checkpoint
     * was written last, and ends with the same model, bit for bit.
     *
     * @param checkpoint where the state of the training is kept
     * @throws java.io.UncheckedIOException if the checkpoint cannot be written, or belongs to another training
     */
    default Baseline fit(Dataset dataset, Options options, ProgressListener listener, Checkpoint checkpoint) {
        Objects.requireNonNull(checkpoint, "checkpoint");
        TrainingSet good = good(dataset, options, listener);
        return fit(
                good,
                new CheckpointFile(
                        checkpoint,
                        () -> new CheckpointFile.Key(good.options(), good.contentHash(), name() + " " + this)));
    }

    /**
     * Fits. Interrupting the thread ends the training with what was learnt, if an epoch is over; before that nothing is kept.
     *
     * @param good closed together with the detector, or at once if the fit fails
     * @throws IllegalArgumentException if the backbone gives no pixels of 32 or 64, there is one view alone, or epochs or batch
     *     are too few
     * @throws IllegalStateException if the loss is no longer finite; the message says in which epoch
     * @throws java.util.concurrent.CancellationException if the thread is interrupted in the first epoch, or when the training
     *     is over, before what the scores need beside it is found
     */
    default Baseline fit(TrainingSet good) {
        return fit(good, Checkpoints.NONE);
    }

    private TrainingSet good(Dataset dataset, Options options, ProgressListener listener) {
        check(Objects.requireNonNull(options, "options"));
        return TrainingSet.of(dataset, options, listener);
    }

    /** What does not fit is refused before minutes of features. */
    private void check(Options options) {
        Ranges.check("epochs of " + name(), epochs(), 1, Integer.MAX_VALUE);
        Ranges.check("batch of " + name(), batch(), 2, Integer.MAX_VALUE);
        Images.pixels(name(), options.backbone());
    }

    private Baseline fit(TrainingSet good, Checkpoints checkpoints) {
        try {
            check(good.options());
        } catch (RuntimeException e) {
            good.close();
            throw e;
        }
        return Baseline.fit(
                good,
                (parent, pool) -> PixelModel.learn(parent, images(good, pool), this, good, checkpoints),
                (parent, pool) -> PixelModel.learn(parent, images(good, pool), this, good, Checkpoints.NONE));
    }

    private Images images(TrainingSet good, FeaturePool pool) {
        return Images.of(name(), good.options().backbone(), pool);
    }
}
