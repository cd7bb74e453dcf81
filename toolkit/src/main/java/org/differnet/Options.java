package org.differnet;

import java.util.Objects;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.flow.Composition;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.Schedule;
import org.differnet.flow.TrainOptions;
import org.differnet.localize.HeatmapOptions;
import org.differnet.score.Scoring;
import org.differnet.store.IfAbsent;
import org.differnet.store.Records;
import org.differnet.view.ViewOptions;

/**
 * Everything that decides what a model becomes, apart from its images and the network's weights.
 *
 * <p>An option that is added stands as a component here, marked with what files mean that were written before it, in
 * {@link #paper()}, from which the other presets follow, and in a {@code with} of its own.
 *
 * @param views the distribution of views in training and in test
 * @param trainViews views of each training image, 1 to 4096: a pool computed once, or those of one epoch if {@code
 *     freshViews}
 * @param freshViews whether each epoch renders new views, as in the paper, instead of drawing from the pool
 * @param testViews views over which a score is averaged, 1 to 4096
 * @param scoring how DifferNet makes a score of the latents of these views
 * @param flow the size of the paper's chain of permutations and affine couplings
 * @param composition a flow of other transforms in its place; without layers for that chain
 * @param training how it is trained
 * @param holdOut share of the good images kept out of training, from which the threshold is learnt, 0 to 0.5
 * @param folds into how many parts few good images are parted, so that all of them train and the threshold comes from flows
 *     that each leave one part out, see {@link org.differnet.fit.TrainingSet#crossValidates}; 2 to 100, or 0 for never
 * @param falsePositiveRate share of good images that may be called anomalous, between 0 and 1
 * @param heatmap how heat maps are made
 * @param backbone the network that turns views into features
 * @param precision of the network's convolutions
 * @param device on which everything is computed: "cpu", "gpu" for the first CUDA device, "gpu1" for the second; empty for
 *     the first CUDA device where there is one, else the CPU
 * @param seed of everything random; the same seed gives the same model on the same machine
 */
public record Options(
        ViewOptions views,
        int trainViews,
        boolean freshViews,
        int testViews,
        @IfAbsent("MEAN") Scoring scoring,
        FlowOptions flow,
        @IfAbsent("{}") Composition composition,
        TrainOptions training,
        double holdOut,
        @IfAbsent("0") int folds,
        double falsePositiveRate,
        HeatmapOptions heatmap,
        Backbone backbone,
        Precision precision,
        @IfAbsent("\"\"") String device,
        long seed) {

    private static final int MOST_VIEWS = 4096;
    private static final int MOST_FOLDS = 100;

    /** With the paper's 3 and few views the likelihood of held-out good images collapses; with 1 it does not. */
    private static final double STANDARD_CLAMP = 1;

    public Options {
        Objects.requireNonNull(views, "views");
        Objects.requireNonNull(scoring, "scoring");
        Objects.requireNonNull(flow, "flow");
        checkComposition(Objects.requireNonNull(composition, "composition"));
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(heatmap, "heatmap");
        Objects.requireNonNull(backbone, "backbone");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(device, "device");
        if (!device.matches("(cpu|gpu\\d{0,2})?")) {
            throw new IllegalArgumentException("device is '" + device
                    + "'; allowed are cpu, gpu, gpu1 to gpu99, and nothing for the first CUDA device or else the CPU");
        }
        checkViews("trainViews", trainViews);
        checkViews("testViews", testViews);
        if (!(holdOut >= 0 && holdOut <= 0.5)) {
            throw new IllegalArgumentException("holdOut is " + holdOut + "; allowed are 0 to 0.5, and 0.1 is usual");
        }
        if (folds < 0 || folds == 1 || folds > MOST_FOLDS) {
            throw new IllegalArgumentException("folds is " + folds + "; allowed are 2 to " + MOST_FOLDS
                    + ", of which 10 is usual, and 0 for a threshold from held-out images alone");
        }
        if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
            throw new IllegalArgumentException("falsePositiveRate is " + falsePositiveRate
                    + "; allowed are values between 0 and 1, and 0.05 is usual");
        }
    }

    /**
     * The paper to the letter, and its code's defaults where it is silent (betas, eps and weight decay of Adam): new views
     * in every epoch, 8 blocks of 2048 units, 192 epochs of 24 images x 4 views, 64 test views, every good image trained
     * on. For magnetic tiles the paper adds {@link ViewOptions#rotationsAndLight()}.
     *
     * <p>What differs from the reference code: seeded throughout; the soft clamp has 2/pi, not 0.636; brightness comes
     * before contrast, not in random order; blocks are not cut off at +-1e6, which would make log det wrong; the last
     * epoch's model is the result, not the best of many looks at the test set. The paper leaves the threshold open: it is
     * learnt from new views of the training images.
     */
    public static Options paper() {
        return new Options(
                ViewOptions.rotations(),
                4,
                true,
                64,
                Scoring.MEAN,
                FlowOptions.paper(),
                Composition.empty(),
                TrainOptions.paper(),
                0,
                0,
                0.05,
                HeatmapOptions.paper(),
                Backbone.alexNet(),
                Precision.FLOAT32,
                "",
                0);
    }

    /**
     * The default: views that fit the product, computed once, and a flow that trains within minutes on two cores. The median
     * of views is the score, since a few views run away in long trainings; few good images are cross-validated and trained on
     * for more epochs. The precision is what {@link Precision#on} says of the device that is taken by default; for another device
     * set it by {@link #withPrecision}, and that of the training by {@link TrainOptions#withPrecision}.
     */
    public static Options standard() {
        Precision precision = Precision.on(Torch.defaultDevice());
        return paper().withViews(ViewOptions.rotationsAndLight().withByProduct(true))
                .withTrainViews(32)
                .withFreshViews(false)
                .withTestViews(32)
                .withScoring(Scoring.MEDIAN)
                .withFlow(FlowOptions.paper().withHiddenUnits(512).withClamp(STANDARD_CLAMP, FlowOptions.TWO_OVER_PI))
                .withTraining(TrainOptions.paper()
                        .withEpochs(8)
                        .withFewestSteps(160)
                        .withLearningRate(5e-4, Schedule.COSINE)
                        .withPrecision(precision))
                .withHoldOut(0.1)
                .withFolds(10)
                .withHeatmap(HeatmapOptions.standard())
                .withPrecision(precision);
    }

    /**
     * {@link #standard} with what helps on the magnetic tiles and their official split: {@link Scoring#NEAREST}, 64 test
     * views, turned by any angle, and only as many good images held out (20 of 761) as a false-positive rate of 0.05 needs. Scoring takes twice
     * the time; heat maps go on showing what raises |z|^2 alone.
     *
     * <p>It reaches the paper's number there because nearly every good test tile is also in the training, in another
     * photograph. Of tiles that were never seen it finds the defects a little less well than {@link #standard}; the
     * project's {@code docs/accuracy.md} has the measurements.
     */
    public static Options magneticTiles() {
        return standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withTrainViews(64)
                .withTestViews(64)
                .withScoring(Scoring.NEAREST)
                .withHoldOut(0.025);
    }

    /**
     * For little memory and little time: fewer views and a smaller flow. Views are turned by any angle whatever the product,
     * the score is their mean, and few good images are held out, not cross-validated.
     */
    public static Options small() {
        return standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withScoring(Scoring.MEAN)
                .withFolds(0)
                .withTrainViews(8)
                .withTestViews(8)
                .withHiddenUnits(256)
                .withEpochs(12);
    }

    /** A score is a length: it needs latents around the origin, and nothing else to be given. */
    private static void checkComposition(Composition composition) {
        if (composition.mixture() > 0 || composition.context() > 0) {
            throw new IllegalArgumentException("the flow '" + composition + "' cannot score images: the score is |z|^2,"
                    + " which needs N(0, I) as base and no context; leave out mixture and given");
        }
    }

    private static void checkViews(String name, int views) {
        if (views < 1 || views > MOST_VIEWS) {
            throw new IllegalArgumentException(name + " is " + views + "; allowed are 1 to " + MOST_VIEWS);
        }
    }

    /** With so many passes over the training features, 1 to 100000. */
    public Options withEpochs(int epochs) {
        return withTraining(training.withEpochs(epochs));
    }

    /** With steps of so many rows, at least 1. */
    public Options withBatchSize(int rows) {
        return withTraining(training.withBatchSize(rows));
    }

    /** With another learning rate, over 0 to 1, on the same schedule. */
    public Options withLearningRate(double rate) {
        return withTraining(training.withLearningRate(rate, training.schedule()));
    }

    /**
     * With so many units in each hidden layer of the flow's subnets, 1 to 16384.
     *
     * @throws IllegalStateException if the flow is a composition of one's own
     */
    public Options withHiddenUnits(int units) {
        if (!composition.layers().isEmpty()) {
            throw new IllegalStateException("the flow is '" + composition
                    + "', whose layers say their units themselves;" + " give another with withFlow");
        }
        return withFlow(flow.withHiddenUnits(units));
    }

    /** With other views in training and test. */
    public Options withViews(ViewOptions views) {
        return with("views", views);
    }

    /** With so many views of each training image, 1 to 4096. */
    public Options withTrainViews(int trainViews) {
        return with("trainViews", trainViews);
    }

    /** Whether each epoch renders new views. */
    public Options withFreshViews(boolean freshViews) {
        return with("freshViews", freshViews);
    }

    /** With a score over so many views, 1 to 4096. */
    public Options withTestViews(int testViews) {
        return with("testViews", testViews);
    }

    /** With another way from latents to a score. */
    public Options withScoring(Scoring scoring) {
        return with("scoring", scoring);
    }

    /** With the paper's chain in another size. */
    public Options withFlow(FlowOptions flow) {
        return with("composition", Composition.empty()).with("flow", flow);
    }

    /**
     * With a flow of any transforms, such as {@code Flow.onFeatures().normalize().permute(0).spline(256).repeat(4)}.
     *
     * @throws IllegalArgumentException if it has no layers, is conditional, or its base is a mixture
     */
    public Options withFlow(Composition composition) {
        if (Objects.requireNonNull(composition, "composition").layers().isEmpty()) {
            throw new IllegalArgumentException("the flow has no layers; add one, as in Flow.onFeatures().couple(512),"
                    + " and hand over what that gives: a composition does not change");
        }
        return with("composition", composition);
    }

    /** What the flow is made of: {@link #composition}, or the paper's chain in the size of {@link #flow}. */
    public Composition layers() {
        return composition.layers().isEmpty() ? Composition.of(flow) : composition;
    }

    /** The flow in a few words, such as "8 blocks x 512 units". */
    String flowSize() {
        return composition.layers().isEmpty()
                ? flow.blocks() + " blocks x " + flow.hiddenUnits() + " units"
                : composition.toString();
    }

    /** With another training. */
    public Options withTraining(TrainOptions training) {
        return with("training", training);
    }

    /** With another share of good images kept out of training, 0 to 0.5. */
    public Options withHoldOut(double holdOut) {
        return with("holdOut", holdOut);
    }

    /** With few good images parted into so many, 2 to 100, or 0 for never. */
    public Options withFolds(int folds) {
        return with("folds", folds);
    }

    /** With a threshold for another false-positive rate, between 0 and 1. */
    public Options withFalsePositiveRate(double falsePositiveRate) {
        return with("falsePositiveRate", falsePositiveRate);
    }

    /** With other heat maps. */
    public Options withHeatmap(HeatmapOptions heatmap) {
        return with("heatmap", heatmap);
    }

    /** With another network. */
    public Options withBackbone(Backbone backbone) {
        return with("backbone", backbone);
    }

    /** With another precision of the network's convolutions. */
    public Options withPrecision(Precision precision) {
        return with("precision", precision);
    }

    /**
     * On a device: "cpu", "gpu" for the first CUDA device, "gpu1" for the second; empty for the first CUDA device where
     * there is one, else the CPU. A fit refuses one that the machine lacks; a model that is loaded there falls back to what
     * the machine has.
     */
    public Options withDevice(String device) {
        return with("device", device);
    }

    /** With another seed of everything random. */
    public Options withSeed(long seed) {
        return with("seed", seed);
    }

    private Options with(String component, Object value) {
        return Records.with(this, component, value);
    }
}
