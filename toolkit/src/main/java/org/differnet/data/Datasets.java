package org.differnet.data;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.differnet.data.synthetic.Defect;
import org.differnet.data.synthetic.Synthetic;
import org.differnet.work.Seeds;

/** Where data sets come from: folders in one of several layouts, or a seed. */
public final class Datasets {

    /** Every so many-th good image goes to the test where a folder has no split of its own. */
    private static final int TEST_SHARE = 5;

    private static final long FOLDER_SPLIT_SEED = 0;
    private static final int SYNTHETIC_TRAIN = 100;
    private static final int SYNTHETIC_TEST = 40;
    private static final double SYNTHETIC_DIFFICULTY = 0.3;

    private Datasets() {}

    /**
     * The magnetic tiles with the paper's split: 761 good images for training; 191 good and 392 defective ones with masks
     * for the test.
     *
     * <pre>
     * mtd_train_filenames.txt      the good images for training, one file name a line
     * MT_Free/Imgs/NAME.jpg        good images
     * MT_Crack/Imgs/NAME.jpg .png  defective images and their masks; likewise Blowhole, Break, Fray, Uneven
     * </pre>
     *
     * @param given this folder, or the home folder or mirror that has it as {@code mtd}
     * @throws UncheckedIOException if a folder, the split or an image named in it is missing
     */
    public static Dataset magneticTiles(Path given) {
        return MagneticTiles.in(given).official();
    }

    /**
     * The magnetic tiles with no tile on both sides: the official split has most good test tiles in the training too, in
     * another photograph, and a detector that remembers tiles looks better there than it is.
     *
     * <p>Photographs of one tile have numbers that follow each other, in names such as exp1_num_3504.jpg to
     * exp6_num_3620.jpg; numbers at most 100 apart count as one tile. Tested are all defective images, the good ones of
     * their tiles, and further tiles until as many good images are tested as in the official split or, by the last tile,
     * a few more.
     *
     * @param given as in {@link #magneticTiles}
     * @param seed which further tiles are tested
     * @throws UncheckedIOException as {@link #magneticTiles}
     */
    public static Dataset magneticTilesByTile(Path given, long seed) {
        return MagneticTiles.in(given).byTile(seed);
    }

    /**
     * A category of MVTec AD, or any data set laid out like one.
     *
     * <pre>
     * CATEGORY/train/good/*.png
     * CATEGORY/test/good/*.png  test/KIND/*.png
     * CATEGORY/ground_truth/KIND/NAME_mask.png
     * </pre>
     *
     * @param given the folder of the categories, or the home folder or mirror that has it as {@code mvtec}
     * @throws IllegalArgumentException if there is no such category; the message lists those there are
     */
    public static Dataset mvtec(Path given, String category) {
        Path root = Files.exists(given.resolve("mvtec")) ? given.resolve("mvtec") : given;
        Path folder = Folders.existing(root).resolve(category);
        if (!Files.isDirectory(folder.resolve("train"))) {
            List<String> there = Folders.folders(root).stream()
                    .filter(each -> Files.isDirectory(each.resolve("train")))
                    .map(each -> each.getFileName().toString())
                    .toList();
            throw new IllegalArgumentException(root + " has no category " + category + "; it has " + there);
        }
        return split(category, folder);
    }

    /**
     * One's own images. The layout is seen from the folders:
     *
     * <pre>
     * train/good/ test/KIND/ (ground_truth/KIND/)   as MVTec AD
     * good/ KIND/ ...                               every fifth good image, drawn under a fixed seed, goes to the test
     * images alone                                  all good, all for training; no test
     * </pre>
     *
     * @throws UncheckedIOException if there is no good image; the message says which folders were looked into
     */
    public static Dataset folder(Path folder) {
        String name = Folders.existing(folder)
                .toAbsolutePath()
                .normalize()
                .getFileName()
                .toString();
        if (Files.isDirectory(folder.resolve("train"))) {
            return split(name, folder);
        }
        if (Files.isDirectory(folder.resolve(Sample.GOOD))) {
            return ownSplit(name, folder);
        }
        List<Sample> images = Folders.samples(folder, folder, Sample.GOOD, folder);
        if (images.isEmpty()) {
            throw Folders.refused(
                    folder + " has no images in PNG, JPEG, BMP, TIFF or WebP, and no folders good or train;"
                            + " put images of good products into it");
        }
        return new Dataset(name, images, List.of());
    }

    /** {@link #synthetic(long)} with seed 0. */
    public static Dataset synthetic() {
        return synthetic(0);
    }

    /** Metal plates: 100 good ones for training; 40 good ones and 40 with defects of five kinds for the test. */
    public static Dataset synthetic(long seed) {
        return synthetic(Product.METAL_PLATE, SYNTHETIC_DIFFICULTY, SYNTHETIC_TRAIN, SYNTHETIC_TEST, seed);
    }

    /**
     * Pictures of a product drawn by the program, 448 x 448 pixels, RGB, with exact masks.
     *
     * @param difficulty 0 (large, clear defects) to 1 (small, faint ones)
     * @param train good images for training, at least 1
     * @param test good images for the test, and as many defective ones, the kinds in turn
     * @param seed the same seed gives the same bits
     */
    public static Dataset synthetic(Product product, double difficulty, int train, int test, long seed) {
        if (train < 1 || test < 0) {
            throw new IllegalArgumentException(
                    "cannot draw " + train + " training and " + test + " test images; ask for at least 1 and 0");
        }
        Synthetic drawing = new Synthetic(product, difficulty, seed);
        List<Sample> good = new ArrayList<>();
        for (int i = 0; i < train; i++) {
            good.add(drawing.good("train", i));
        }
        List<Sample> judged = new ArrayList<>();
        for (int i = 0; i < test; i++) {
            judged.add(drawing.good("test", train + i));
        }
        Defect[] defects = Defect.values();
        for (int i = 0; i < test; i++) {
            judged.add(drawing.flawed("test", train + test + i, defects[i % defects.length]));
        }
        return new Dataset("synthetic " + product, good, judged);
    }

    private static Dataset split(String name, Path folder) {
        Path good = folder.resolve("train").resolve(Sample.GOOD);
        Path train = Files.isDirectory(good) ? good : folder.resolve("train");
        List<Sample> images = Folders.samples(folder, train, Sample.GOOD, train);
        if (images.isEmpty()) {
            throw Folders.refused(train + " has no images; put images of good products into it");
        }
        List<Sample> test = new ArrayList<>();
        Path tests = folder.resolve("test");
        if (Files.isDirectory(tests)) {
            for (Path kind : Folders.folders(tests)) {
                test.addAll(kind(folder, kind));
            }
        }
        return new Dataset(name, images, test);
    }

    private static Dataset ownSplit(String name, Path folder) {
        Path good = folder.resolve(Sample.GOOD);
        List<Sample> images = Folders.samples(folder, good, Sample.GOOD, good);
        if (images.isEmpty()) {
            throw Folders.refused(good + " has no images; put images of good products into it");
        }
        List<Sample> test = new ArrayList<>();
        for (Path kind : Folders.folders(folder)) {
            if (!kind.equals(good) && !kind.endsWith("ground_truth")) {
                test.addAll(kind(folder, kind));
            }
        }
        if (test.isEmpty()) {
            return new Dataset(name, images, List.of());
        }
        List<Sample> train = new ArrayList<>();
        int[] order = Seeds.shuffled(images.size(), FOLDER_SPLIT_SEED);
        for (int i = 0; i < order.length; i++) {
            (i % TEST_SHARE == TEST_SHARE - 1 ? test : train).add(images.get(order[i]));
        }
        return new Dataset(name, train, test);
    }

    private static List<Sample> kind(Path root, Path folder) {
        String kind = folder.getFileName().toString();
        return Folders.samples(root, folder, kind, root.resolve("ground_truth").resolve(kind));
    }
}
