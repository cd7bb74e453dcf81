package org.differnet.data;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.differnet.data.synthetic.Defect;
import org.differnet.data.synthetic.Synthetic;

/** Where data sets come from: folders in one of several layouts, or a seed. */
public final class Datasets {

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
        Objects.requireNonNull(given, "given");
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
        Objects.requireNonNull(given, "given");
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
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(given, "given");
        return category(given, "mvtec", category, category);
    }

    /**
     * A product of BTAD (beanTech), 01, 02 or 03.
     *
     * <pre>
     * PRODUCT/train/ok/*             good images for training, PNG or BMP
     * PRODUCT/test/ok/*  test/ko/*   good and defective ones
     * PRODUCT/ground_truth/ko/NAME.* masks
     * </pre>
     *
     * <p>Defective images are of the kind "ko". Reference: Mishra, Verk, Fornasier, Piciarelli, Foresti, VT-ADL: A Vision
     * Transformer Network for Image Anomaly Detection and Localization, ISIE 2021.
     *
     * @param given the folder of the products, the one that has it as BTech_Dataset_transformed, or the home folder or
     *     mirror that has it as {@code btad}
     * @throws IllegalArgumentException if there is no such product; the message lists those there are
     */
    public static Dataset btad(Path given, String product) {
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(given, "given");
        return category(given, "btad", product, "BTAD " + product);
    }

    /**
     * A category of VisA, such as "candle", with the split for training on good images alone.
     *
     * <pre>
     * split_csv/1cls.csv                     object,split,label,image,mask
     * CATEGORY/Data/Images/Normal/*.JPG      good images
     * CATEGORY/Data/Images/Anomaly/*.JPG     defective ones
     * CATEGORY/Data/Masks/Anomaly/*.png      their masks
     * </pre>
     *
     * <p>Defective images are of the kind "anomaly". Reference: Zou, Jeong, Pemula, Zhang, Dabeer, SPot-the-Difference
     * Self-Supervised Pre-training for Anomaly Detection and Segmentation, ECCV 2022.
     *
     * @param given this folder, the one around it, or the home folder or mirror that has it as {@code visa}
     * @throws IllegalArgumentException if there is no such category; the message lists those there are
     * @throws UncheckedIOException if the split is missing or names a file that is
     */
    public static Dataset visa(Path given, String category) {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(given, "given");
        return Visa.in(given).category(category);
    }

    /** {@link #kolektorSdd(Path, long)} with seed 0. */
    public static Dataset kolektorSdd(Path given) {
        return kolektorSdd(given, 0);
    }

    /**
     * KolektorSDD: surfaces of commutators, 50 items in 8 parts each, some with a crack.
     *
     * <pre>
     * kos01/Part0.jpg         an image
     * kos01/Part0_label.bmp   its label: good where no pixel is marked, else the mask of a crack
     * </pre>
     *
     * <p>The data set has no split for training on good images alone. Its paper splits by items into three folds; so does
     * this: trained on are the good images of two thirds of the items, tested the good images of the others and all
     * defective ones. No good image of a tested item is trained on. The defective image of an item whose good parts are
     * trained on is tested too, since there are only 52; this does not flatter a detector that remembers items.
     *
     * <p>Reference: Tabernik, Sela, Skvarc, Skocaj, Segmentation-based deep-learning approach for surface-defect detection,
     * Journal of Intelligent Manufacturing 2020.
     *
     * @param given this folder, the one around it, or the home folder or mirror that has it as {@code kolektor}
     * @param seed which items are tested
     * @throws UncheckedIOException if there are no such folders or a label is missing
     * @throws java.util.concurrent.CancellationException if the thread is interrupted: all labels are read
     */
    public static Dataset kolektorSdd(Path given, long seed) {
        Objects.requireNonNull(given, "given");
        return KolektorSdd.in(given).split(seed);
    }

    /**
     * One's own images. The layout is seen from the names of the folders, in any case:
     *
     * <table>
     * <caption>Layouts, the first that fits</caption>
     * <tr><th>in the folder<th>trained on<th>tested
     * <tr><td>{@code train/good/} or {@code train/}, {@code test/KIND/}<td>{@code train/good/} or, without it, the images
     *     in {@code train/} itself<td>each folder in {@code test/}; where there is no {@code test/}, in {@code validation/}
     * <tr><td>{@code good/}, {@code test/KIND/}<td>{@code good/}<td>each folder in {@code test/}
     * <tr><td>{@code good/}, {@code KIND/}<td>{@code good/} but for every fifth image, drawn under a fixed seed; all where
     *     no {@code KIND/} has images<td>every other folder, and the fifths of {@code good/}
     * <tr><td>images<td>all, as good ones<td>none
     * </table>
     *
     * <table>
     * <caption>Names</caption>
     * <tr><th>name<th>also<th>meaning
     * <tr><td>good<td>ok, normal, defect-free, no defect<td>images without defect, those in folders within it included
     * <tr><td>train<td>training<td>
     * <tr><td>test<td>testing; validation, val, valid where there is no test<td>
     * <tr><td>KIND<td>any other name<td>a kind of defect, called as its folder, folders within it included
     * <tr><td>ground_truth<td>groundtruth, gt, mask, masks; also in {@code test/}<td>masks: {@code KIND/NAME_mask.png},
     *     or without KIND where there is one kind; NAME-mask, NAME_gt, NAME_label or NAME alone do as well
     * </table>
     *
     * <p>Spaces, hyphens, dots and underscores in these names do not count, nor does a word such as "images", "parts" or
     * "samples" at their end. Names of images, kinds and masks are compared in composed form (NFC) and, where that finds
     * none, in any case. A defective image may lack its mask.
     *
     * <p>Everything else that looks like a part of the data set is left out and named, in {@link Dataset#ignored}, in the
     * text of the data set and by {@link Dataset#check()}: images beside the folders above, formats that are not read,
     * masks without an image, links to nothing. Passed over in silence: hidden files, texts, and what systems leave behind
     * (Thumbs.db, __MACOSX and their like). Links to folders are followed, at most 32 levels deep.
     *
     * @throws UncheckedIOException if there is no good image, or there are more than a million files and folders; the
     *     message says where it looked
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Dataset folder(Path folder) {
        Objects.requireNonNull(folder, "folder");
        Path known = Folders.existing(folder).toAbsolutePath().normalize();
        return FolderLayout.read(FileNames.last(known), folder);
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
        Objects.requireNonNull(product, "product");
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

    private static Dataset category(Path given, String item, String category, String name) {
        Path root = Folders.find(given, item, folder -> !categories(folder).isEmpty(), "category with a folder train");
        if (!categories(root).contains(category)) {
            throw new IllegalArgumentException(root + " has no category " + category + "; it has " + categories(root));
        }
        return FolderLayout.read(name, root.resolve(category));
    }

    private static List<String> categories(Path root) {
        return FileTree.of(root).folders().stream()
                .filter(folder -> Files.isDirectory(folder.resolve("train")))
                .map(FileNames::last)
                .toList();
    }
}
