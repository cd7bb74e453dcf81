package org.differnet.fit;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.differnet.Options;
import org.differnet.data.ContentHash;
import org.differnet.data.Dataset;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.data.UsedRange;
import org.differnet.data.image.ValueRange;
import org.differnet.engine.Cores;
import org.differnet.engine.Torch;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.FeaturePool;
import org.differnet.features.ViewFeatures;
import org.differnet.features.cache.FeatureFolder;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.view.View;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.differnet.work.Seeds;

/**
 * The good images of a data set made ready for a detector, of whatever method: some are set aside for the threshold,
 * views are drawn, a network turns them into features.
 *
 * <p>Belongs to the detector that is made from it, which closes it.
 */
public final class TrainingSet implements AutoCloseable {

    /** Held-out images that suffice to watch the loss and learn a threshold; the rest goes to training. */
    private static final int MOST_HELD_OUT = 100;

    private static final String PROBING = "features that tell the views";
    private static final String THRESHOLD = "features for the threshold";

    private static final int SPLIT_PART = 1;
    private static final int TRAIN_VIEWS_PART = 2;
    private static final int TEST_VIEWS_PART = 4;

    private final NDManager manager;
    private final Options options;
    private final ProgressListener listener;
    private final ViewFeatures features;
    private final FeatureFolder kept = FeatureFolder.inHome();
    private final String name;
    private final Optional<ValueRange> range;
    private final ContentHash content;
    private final List<Sample> heldOut;
    private final List<Sample> train;
    private final Optional<ProductViews> productViews;

    /**
     * The views of every image that is scored. They must be those that the threshold is learnt from: good images seen in
     * luckier views than the others would make its promise void.
     */
    private final List<View> testViews;

    private FeaturePool heldOutPool;

    private TrainingSet(NDManager manager, Dataset dataset, Options options, ProgressListener listener) {
        this.manager = manager;
        this.listener = listener;
        FeatureExtractor network = options.backbone().open(manager, options.precision(), listener);
        options.layers()
                .onFeatures(network.dimension()); // A flow that does not fit is refused before hours of features.
        FirstUse.tell(listener, manager.getDevice(), network);
        this.name = dataset.name();
        this.range = UsedRange.of(dataset.train());
        if (range.isPresent() && dataset.train().get(0).range().isEmpty()) {
            listener.say("the training images use the values " + range.get()
                    + " of more than 8 bits: these become black and white; Dataset.withRange sets others");
        }
        this.content =
                new ContentHash(range.map(dataset::withRange).orElse(dataset).train());
        List<Sample> good = content.samples();
        List<Sample> shuffled = Arrays.stream(Seeds.shuffled(good.size(), Seeds.mix(options.seed(), SPLIT_PART)))
                .mapToObj(good::get)
                .toList();
        int aside = crossValidates(good.size(), options)
                ? 0
                : setAside(good.size(), options.holdOut(), options.falsePositiveRate());
        this.heldOut = shuffled.subList(0, aside);
        this.train = shuffled.subList(aside, shuffled.size());
        this.features = new ViewFeatures(manager, network, options.views().framing());
        this.productViews = productViews(options.views());
        this.options = options.withBackbone(network.backbone())
                .withViews(productViews.map(ProductViews::options).orElse(options.views()));
        this.testViews = this.options.views().draw(options.testViews(), Seeds.mix(options.seed(), TEST_VIEWS_PART));
    }

    private Optional<ProductViews> productViews(ViewOptions widest) {
        if (!widest.byProduct()) {
            return Optional.empty();
        }
        try {
            ProductViews found = ProductViews.of(widest, train, this::probed);
            listener.say(found.toString());
            return Optional.of(found);
        } catch (RuntimeException | Error e) {
            features.close();
            throw e;
        }
    }

    /** The features of images in these views. */
    FeaturePool probed(List<Sample> samples, List<View> views) {
        return pool(samples, i -> views, PROBING, ReadErrors.refused());
    }

    /**
     * Splits the training images, opens the network and, where the options leave the views to the product, finds them.
     *
     * @param dataset only its training images are looked at
     * @throws IllegalArgumentException if there is no good image
     * @throws CancellationException if the thread is interrupted
     */
    public static TrainingSet of(Dataset dataset, Options options, ProgressListener listener) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(listener, "listener");
        if (dataset.train().isEmpty()) {
            throw new IllegalArgumentException(dataset.name()
                    + " has no good training image; detectors learn from good images alone, give at least one");
        }
        NDManager manager = Torch.newManager(Torch.device(options.device()));
        try {
            return new TrainingSet(manager, dataset, options, listener);
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * How many of n good images are kept out of training: the share asked for, and of few images up to a third, so that
     * the false-positive rate can be promised; one image at least stays for training.
     */
    public static int setAside(int n, double share, double falsePositiveRate) {
        if (share == 0 || n == 1) {
            return 0;
        }
        return Math.min(n - 1, Math.max(asked(n, share), Math.min(n / 3, promising(falsePositiveRate))));
    }

    private static int asked(int n, double share) {
        return Math.min(MOST_HELD_OUT, (int) Math.ceil(share * n));
    }

    /** Images that can promise a rate. */
    private static int promising(double falsePositiveRate) {
        return (int) Math.ceil(1 / falsePositiveRate - 1 - 1e-9);
    }

    /**
     * Whether the threshold comes from cross-validation: where neither the share asked for nor a third of the images are
     * enough to promise the false-positive rate, as with fewer than 57 images in {@link Options#standard}. A fit on fresh
     * views never does.
     */
    public static boolean crossValidates(int n, Options options) {
        return options.folds() > 0
                && options.holdOut() > 0
                && !options.freshViews()
                && n > 1
                && Math.max(asked(n, options.holdOut()), n / 3) < promising(options.falsePositiveRate());
    }

    /** Whether the threshold of these images comes from cross-validation, see {@link #crossValidated}. */
    public boolean crossValidates() {
        return crossValidates(train.size() + heldOut.size(), options);
    }

    /** Owns all native memory of this; decides the device. */
    public NDManager manager() {
        return manager;
    }

    /** The options as resolved for these images. */
    public Options options() {
        return options;
    }

    /** Hears of the work on these images, and later of that of the model. */
    public ProgressListener listener() {
        return listener;
    }

    /** Computes the features of views; closed with this. */
    public ViewFeatures features() {
        return features;
    }

    /** The values of files with more than 8 bits that become black and white; empty where all values of the type do. */
    public Optional<ValueRange> range() {
        return range;
    }

    /** The name of the data set. */
    public String name() {
        return name;
    }

    /** The fingerprint of all good images, see {@link ContentHash}. */
    public String contentHash() {
        return content.value();
    }

    /** The images to train on. */
    public List<Sample> train() {
        return train;
    }

    /** The images set aside for the threshold; may be none. */
    public List<Sample> heldOut() {
        return heldOut;
    }

    /** How the views of the options were found; empty where the options told them. */
    public Optional<ProductViews> productViews() {
        return productViews;
    }

    /** The views in which every image is scored. */
    public List<View> testViews() {
        return testViews;
    }

    /**
     * The features of the training images, each in views of its own: those of an image depend on its name alone, so that
     * they are the same whichever images are trained on with it.
     */
    public FeaturePool trainPool() {
        return pool(train, this::trainViews, "features of training images", ReadErrors.refused());
    }

    /** The views of a training image, by its place in {@link #train}. */
    public List<View> trainViews(int image) {
        return options.views()
                .draw(
                        options.trainViews(),
                        Seeds.mix(trainViewsSeed(), train.get(image).name().hashCode()));
    }

    /** The features of the held-out images in the views of the test; computed once; empty if none were held out. */
    public Optional<FeaturePool> heldOutPool() {
        if (heldOutPool == null && !heldOut.isEmpty()) {
            heldOutPool = testPool(heldOut, "features of held-out images");
        }
        return Optional.ofNullable(heldOutPool);
    }

    /**
     * The features of images in the views of the test.
     *
     * @param task what the listener is told that is being done
     */
    public FeaturePool testPool(List<Sample> samples, String task) {
        return testPool(samples, task, ReadErrors.refused());
    }

    /**
     * The features, in the views of the test, of those images that can be read.
     *
     * @param task what the listener is told that is being done
     * @param errors hears of the others
     */
    public FeaturePool testPool(List<Sample> samples, String task, ReadErrors errors) {
        return pool(samples, i -> testViews, task, errors);
    }

    /**
     * What a detector says of good images: of the held-out ones, or, where none were held out, of the training images in
     * the views of the test; of none if there is one training image alone.
     *
     * @param score the score of an image of whose views the features are known, views x dimension row by row; called on
     *     several threads
     * @throws CancellationException if the thread is interrupted
     */
    public GoodScores scores(ToDoubleFunction<float[]> score) {
        if (heldOut.isEmpty() && train.size() == 1) {
            return GoodScores.none();
        }
        FeaturePool good = heldOutPool().orElseGet(() -> testPool(train, THRESHOLD));
        double[] scores = new double[good.images()];
        Cores.forEach(scores.length, i -> scores[i] = score.applyAsDouble(good.of(i)), done -> {});
        return new GoodScores(scores, heldOut.isEmpty() ? GoodScores.Source.TRAINED_ON : GoodScores.Source.HELD_OUT);
    }

    /**
     * What a detector says of good images that it has not seen, where they are too few to hold some out.
     *
     * @param trained the training views of all, as {@link #trainPool} gives them
     * @throws CancellationException if the thread is interrupted
     */
    public GoodScores crossValidated(FeaturePool trained, CrossValidation.Fit fit) {
        return CrossValidation.scores(trained, testPool(train, THRESHOLD)::of, options.folds(), fit, listener);
    }

    /** The threshold for the false-positive rate of the options, or for the lowest that so many images can promise. */
    public Threshold threshold(GoodScores scores) {
        return LearntThreshold.of(scores, options.falsePositiveRate(), listener);
    }

    long trainViewsSeed() {
        return seed(TRAIN_VIEWS_PART);
    }

    private FeaturePool pool(List<Sample> samples, IntFunction<List<View>> views, String task, ReadErrors errors) {
        return kept.pool(manager, features, samples, views, task, listener, errors);
    }

    private long seed(int part) {
        return Seeds.mix(options.seed(), part);
    }

    @Override
    public void close() {
        features.close();
        manager.close();
    }
}
