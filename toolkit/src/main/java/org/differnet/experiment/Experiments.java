package org.differnet.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.differnet.Options;
import org.differnet.baseline.AdGan;
import org.differnet.baseline.Dsebm;
import org.differnet.baseline.GanOmaly;
import org.differnet.baseline.GeoTrans;
import org.differnet.baseline.PixelMethod;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.view.ViewOptions;
import org.differnet.work.Seeds;

/**
 * The experiments of the paper, for any data set.
 *
 * <p>Each call gives an {@link Experiment}, which {@link Experiment#run()} works through. Calls without options take
 * {@link Options#standard()}. A good image that the options hold out is not trained on; where the number of training
 * images is the question, none is held out.
 *
 * <p>Reference: Rudolph, Wandt, Rosenhahn, Same Same But DifferNet, WACV 2021, section 4.
 */
public final class Experiments {

    private static final int FEW_SHOTS = 16;
    private static final int MOST_VIEWS = 768;
    private static final int IMAGES_OF_A_POOL = 128;
    private static final int MULTIMODAL_BLOCKS = 12;

    private Experiments() {}

    /** Table 1 for one's categories: one-class SVM, 1-NN, Gaussian and DifferNet on each. */
    public static Experiment table1(List<Dataset> categories) {
        return table1(categories, Options.standard());
    }

    /** As {@link #table1(List)}. */
    public static Experiment table1(List<Dataset> categories, Options options) {
        Objects.requireNonNull(categories, "categories");
        Objects.requireNonNull(options, "options");
        List<Run> runs = new ArrayList<>();
        for (Dataset category : categories) {
            for (Method method : methods()) {
                double published = Published.number(Published.table1(), category(category), method.name());
                String name = category.name() + ", " + method.name();
                runs.add(new Run(name, method, options, category, runs.size() + 1, published));
            }
        }
        return Experiment.of("Table 1", "", runs);
    }

    /**
     * Table 2: one-class SVM, 1-NN, Gaussian and DifferNet on features, then GeoTrans, GANomaly, DSEBM and ADGAN, which see 32
     * x 32 pixels, in their small settings. The paper's numbers are those of the magnetic tiles.
     */
    public static Experiment table2(Dataset dataset) {
        return table2(dataset, Options.standard());
    }

    /** As {@link #table2(Dataset)}. */
    public static Experiment table2(Dataset dataset, Options options) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(options, "options");
        List<Run> runs = new ArrayList<>();
        for (Method method : methods()) {
            runs.add(row(method, options, dataset, runs.size() + 1));
        }
        for (Method method : onPixels()) {
            runs.add(row(method, pixels(options), dataset, runs.size() + 1));
        }
        return Experiment.of("Table 2, " + dataset.name(), "", runs);
    }

    private static Run row(Method method, Options options, Dataset dataset, int x) {
        double published = Published.number(Published.table2(), method.name(), "AUROC");
        return new Run(method.name(), method, options, dataset, x, published);
    }

    private static List<Method> onPixels() {
        return Stream.<PixelMethod>of(
                        GeoTrans.Settings.small(),
                        GanOmaly.Settings.small(),
                        Dsebm.Settings.small(),
                        AdGan.Settings.small())
                .map(Method::onPixels)
                .toList();
    }

    /** What methods on pixels see, with the threshold, images and seed of the others. */
    private static Options pixels(Options options) {
        return PixelMethod.options()
                .withHoldOut(options.holdOut())
                .withFalsePositiveRate(options.falsePositiveRate())
                .withSeed(options.seed());
    }

    /** Table 3, the ablation A to G; the paper's numbers are means over the categories of MVTec AD. */
    public static Experiment ablation(Dataset dataset) {
        return ablation(dataset, Options.standard());
    }

    /**
     * Table 3. A: one scale, upright in training and test. B: one scale, 64 test views. C: as A with three scales. D to G:
     * three scales, 1, 4, 16 and 64 test views. Where training images are seen upright alone, there are as many epochs more
     * as there are views fewer, so that every flow takes as many steps.
     */
    public static Experiment ablation(Dataset dataset, Options options) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(options, "options");
        Options single = options.withBackbone(
                options.backbone().withScales(options.backbone().viewSize()));
        List<Options> settings = List.of(
                upright(single),
                single.withTestViews(64),
                upright(options),
                options.withTestViews(1),
                options.withTestViews(4),
                options.withTestViews(16),
                options.withTestViews(64));
        List<Run> runs = new ArrayList<>();
        for (Options each : settings) {
            String name = String.valueOf((char) ('A' + runs.size()));
            double published = Published.number(Published.table3(), name, "AUROC");
            runs.add(new Run(name, Method.differNet(), each, dataset, runs.size() + 1, published));
        }
        return Experiment.of("Table 3, " + dataset.name(), "", runs);
    }

    /** Figure 7 at its sizes, 1, 16, 64, 128, 256 and so on, up to all images, with three subsets each. */
    public static Experiment trainingSizes(Dataset dataset) {
        Objects.requireNonNull(dataset, "dataset");
        int all = dataset.train().size();
        IntStream powers = IntStream.iterate(64, size -> size < all, size -> 2 * size);
        IntStream few = IntStream.of(1, FEW_SHOTS).filter(size -> size < all);
        int[] sizes = IntStream.concat(IntStream.concat(few, powers), IntStream.of(all))
                .toArray();
        return trainingSizes(dataset, Options.standard(), 3, sizes);
    }

    /**
     * Figure 7: DifferNet trained on random subsets of the good images.
     *
     * <p>Fewer than 128 images are seen in more views, up to the paper's 768 of each, so that the pool is as large as that
     * of 128; with fresh views the options stay as they are. Nothing is held out.
     *
     * @param subsets random subsets of each size; all images are only one
     * @param sizes numbers of training images
     */
    public static Experiment trainingSizes(Dataset dataset, Options options, int subsets, int... sizes) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(sizes, "sizes");
        List<Run> runs = new ArrayList<>();
        for (int size : sizes) {
            for (int subset = 0; subset < (size == dataset.train().size() ? 1 : subsets); subset++) {
                runs.add(sized(dataset, options, size, subset, Double.NaN));
            }
        }
        return Experiment.of("Training sizes, " + dataset.name(), "training images", runs);
    }

    /** The column "16 shots" of Table 1: DifferNet trained on three random subsets of 16 good images. */
    public static Experiment fewShot(Dataset dataset) {
        return fewShot(dataset, Options.standard());
    }

    /** As {@link #fewShot(Dataset)}. */
    public static Experiment fewShot(Dataset dataset, Options options) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(options, "options");
        double published = Published.number(Published.table1(), category(dataset), "DifferNet, 16 shots");
        List<Run> runs = IntStream.range(0, 3)
                .mapToObj(subset -> sized(dataset, options, FEW_SHOTS, subset, published))
                .toList();
        return Experiment.of("16 shots, " + dataset.name(), "training images", runs);
    }

    /** One model for several products, with 12 blocks, judged by the test images of each. */
    public static Experiment multimodal(List<Dataset> products) {
        return multimodal(products, Options.standard());
    }

    /**
     * As {@link #multimodal(List)}. The paper's mean over the 15 categories of MVTec AD is {@link Published#MULTIMODAL}.
     */
    public static Experiment multimodal(List<Dataset> products, Options options) {
        Objects.requireNonNull(products, "products");
        Objects.requireNonNull(options, "options");
        List<Sample> good =
                products.stream().flatMap(product -> product.train().stream()).toList();
        Options deep = options.withFlow(options.flow().withBlocks(MULTIMODAL_BLOCKS));
        List<Run> runs = new ArrayList<>();
        for (Dataset product : products) {
            Dataset judged = new Dataset(product.name(), good, product.test());
            runs.add(new Run(product.name(), Method.differNet(), deep, judged, runs.size() + 1, Double.NaN));
        }
        return Experiment.of("Multimodal", "", runs);
    }

    private static List<Method> methods() {
        return List.of(Method.oneClassSvm(), Method.nearestNeighbour(), Method.gaussian(), Method.differNet());
    }

    private static Options upright(Options options) {
        int epochs = Math.multiplyExact(options.training().epochs(), options.trainViews());
        return options.withViews(new ViewOptions(0, 0, 0))
                .withTrainViews(1)
                .withFreshViews(false)
                .withTestViews(1)
                .withTraining(options.training().withEpochs(epochs));
    }

    private static Run sized(Dataset dataset, Options options, int size, int subset, double published) {
        List<Sample> good = dataset.train();
        if (size < 1 || size > good.size()) {
            throw new IllegalArgumentException(
                    "cannot draw " + size + " of " + good.size() + " training images; ask for 1 to " + good.size());
        }
        List<Sample> some = Arrays.stream(Seeds.shuffled(good.size(), Seeds.mix(options.seed(), subset)))
                .limit(size)
                .mapToObj(good::get)
                .toList();
        int views = options.trainViews() * Math.max(1, (IMAGES_OF_A_POOL + size - 1) / size);
        int most = Math.max(options.trainViews(), Math.min(MOST_VIEWS, views));
        Options sized = options.withHoldOut(0).withTrainViews(options.freshViews() ? options.trainViews() : most);
        Dataset fewer = new Dataset(dataset.name(), some, dataset.test());
        return new Run(size == 1 ? "1 image" : size + " images", Method.differNet(), sized, fewer, size, published);
    }

    private static String category(Dataset dataset) {
        return dataset.name().replace('_', ' ');
    }
}
