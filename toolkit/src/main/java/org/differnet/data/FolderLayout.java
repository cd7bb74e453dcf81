package org.differnet.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.differnet.work.Seeds;

/** Reads a folder by what the names of the folders in it mean. */
final class FolderLayout {

    /** Every so many-th good image goes to the test where a folder has no split of its own. */
    private static final int TEST_SHARE = 5;

    private static final long SPLIT_SEED = 0;
    private static final int MOST_NAMED = 10;
    private static final String TO_A_KIND = "move them into test/good or test/KIND";

    private final String name;
    private final Path root;
    private final LeftOut leftOut;
    private final FileTree top;

    private FolderLayout(String name, Path root) {
        this.name = name;
        this.root = root;
        this.leftOut = new LeftOut(root);
        this.top = entries(root);
    }

    /** A folder in any of the layouts of {@link Datasets#folder}. */
    static Dataset read(String name, Path folder) {
        FolderLayout layout = new FolderLayout(name, folder);
        boolean good = !layout.called(Meaning.GOOD).isEmpty();
        if (!layout.called(Meaning.TRAIN).isEmpty() || good && !layout.tests().isEmpty()) {
            return layout.split();
        }
        return good ? layout.ownSplit() : layout.flat();
    }

    /** Images with a split into train and test. */
    private Dataset split() {
        List<Path> trains = called(Meaning.TRAIN);
        List<Path> tests = tests();
        List<Path> goods = trains.isEmpty() ? called(Meaning.GOOD) : trains;
        List<Sample> train = new ArrayList<>();
        for (Path folder : goods) {
            train.addAll(trains.isEmpty() ? good(folder) : training(folder));
        }
        needImages(train, goods);
        MaskFolders masks = new MaskFolders(leftOut);
        called(Meaning.MASKS).forEach(masks::add);
        List<Sample> test = new ArrayList<>();
        for (Path folder : tests) {
            FileTree entries = entries(folder);
            called(entries, Meaning.MASKS).forEach(masks::add);
            leftOut.images(folder, entries, "in no folder of a kind", TO_A_KIND);
            test.addAll(kinds(entries.folders(), masks));
        }
        masks.nameUnused();
        leftOut.images(root, top, "beside the folders train and test", TO_A_KIND);
        for (Path folder : top.folders()) {
            if (!goods.contains(folder) && !tests.contains(folder) && !isCalled(folder, Meaning.MASKS)) {
                leftOut.folder(folder, "beside the folders train and test", TO_A_KIND);
            }
        }
        return new Dataset(name, train, test, leftOut.all());
    }

    /** Folders of kinds without a split. */
    private Dataset ownSplit() {
        List<Path> goods = called(Meaning.GOOD);
        List<Sample> good = new ArrayList<>();
        goods.forEach(folder -> good.addAll(good(folder)));
        needImages(good, goods);
        MaskFolders masks = new MaskFolders(leftOut);
        called(Meaning.MASKS).forEach(masks::add);
        List<Sample> test = new ArrayList<>(kinds(
                top.folders().stream().filter(folder -> !goods.contains(folder)).toList(), masks));
        masks.nameUnused();
        leftOut.images(root, top, "beside the folder " + FileNames.last(goods.get(0)), "move them into it");
        if (test.isEmpty()) {
            return new Dataset(name, good, test, leftOut.all());
        }
        List<Sample> train = new ArrayList<>();
        int[] order = Seeds.shuffled(good.size(), SPLIT_SEED);
        for (int i = 0; i < order.length; i++) {
            (i % TEST_SHARE == TEST_SHARE - 1 ? test : train).add(good.get(order[i]));
        }
        return new Dataset(name, train, test, leftOut.all());
    }

    /** Images alone. */
    private Dataset flat() {
        List<Sample> images = samples(top.images(), Sample.GOOD, Map.of());
        if (images.isEmpty()) {
            throw Folders.refused(root + " has no images in PNG, JPEG or another format that is read and no folder"
                    + " train, good, ok or normal" + has(top) + "; put images of good products into it");
        }
        for (Path folder : top.folders()) {
            leftOut.folder(
                    folder, "in a folder beside images", "call it good, or move its images out, if they are good");
        }
        return new Dataset(name, images, List.of(), leftOut.all());
    }

    private List<Sample> training(Path folder) {
        FileTree entries = entries(folder);
        List<Path> goods = called(entries, Meaning.GOOD);
        List<Sample> images = new ArrayList<>();
        if (goods.isEmpty()) {
            images.addAll(samples(entries.images(), Sample.GOOD, Map.of()));
        } else {
            goods.forEach(good -> images.addAll(good(good)));
            leftOut.images(folder, entries, "beside the folder " + FileNames.last(goods.get(0)), "move them into it");
        }
        for (Path other : entries.folders()) {
            if (!goods.contains(other)) {
                leftOut.folder(
                        other,
                        "not trained on",
                        "only good images are trained on: move these into the folder of good ones or into test/KIND");
            }
        }
        return images;
    }

    private List<Sample> good(Path folder) {
        return samples(whole(folder, Meaning.GOOD).images(), Sample.GOOD, Map.of());
    }

    /** The images of folders of kinds, in their order, with masks where there are any. */
    private List<Sample> kinds(List<Path> folders, MaskFolders masks) {
        List<Path> kinds = folders.stream()
                .filter(folder -> !isCalled(folder, Meaning.MASKS))
                .toList();
        long defects =
                kinds.stream().filter(folder -> !isCalled(folder, Meaning.GOOD)).count();
        List<Sample> samples = new ArrayList<>();
        for (Path folder : kinds) {
            if (isCalled(folder, Meaning.GOOD)) {
                samples.addAll(good(folder));
            } else {
                List<Path> images = whole(folder, Meaning.OTHER).images();
                samples.addAll(samples(images, FileNames.last(folder), masks.of(folder, images, defects == 1)));
            }
        }
        return samples;
    }

    private List<Sample> samples(List<Path> images, String kind, Map<Path, Path> maskOf) {
        return images.stream()
                .map(image -> Folders.sample(root, image, kind, maskOf.get(image)))
                .toList();
    }

    private FileTree entries(Path folder) {
        return leftOut.noted(FileTree.of(folder));
    }

    /** A folder with all in it but what has another meaning. */
    private FileTree whole(Path folder, Meaning meaning) {
        FileTree tree =
                leftOut.noted(FileTree.of(folder, inner -> isCalled(inner, Meaning.OTHER) || isCalled(inner, meaning)));
        for (Path inner : tree.folders()) {
            leftOut.folder(
                    inner,
                    "in a folder of another meaning",
                    "only folders of " + FileNames.last(folder) + " belong here: rename it or move its images");
        }
        return tree;
    }

    private List<Path> tests() {
        List<Path> tests = called(Meaning.TEST);
        return tests.isEmpty() ? called(Meaning.VALIDATION) : tests;
    }

    private List<Path> called(Meaning meaning) {
        return called(top, meaning);
    }

    private static List<Path> called(FileTree tree, Meaning meaning) {
        return tree.folders().stream()
                .filter(folder -> isCalled(folder, meaning))
                .toList();
    }

    private static boolean isCalled(Path folder, Meaning meaning) {
        return Meaning.of(FileNames.last(folder)) == meaning;
    }

    private static void needImages(List<Sample> images, List<Path> folders) {
        if (images.isEmpty()) {
            throw Folders.refused(folders.get(0) + " has no images in PNG, JPEG or another format that is read"
                    + has(FileTree.of(folders.get(0)))
                    + "; put images of good products into it, or into a folder good, ok or normal in it");
        }
    }

    /** The first things in a folder, for a message. */
    private static String has(FileTree tree) {
        String names = Stream.concat(
                        tree.folders().stream().map(folder -> FileNames.last(folder) + "/"),
                        tree.others().stream().map(FileNames::last))
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " (it has " + names + ")";
    }
}
