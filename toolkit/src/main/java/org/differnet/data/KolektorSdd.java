package org.differnet.data;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.differnet.data.image.Mask;
import org.differnet.data.image.Pixels;
import org.differnet.work.Seeds;

/** KolektorSDD as its archive unpacks, split by items. */
final class KolektorSdd {

    private static final String DEFECT = "crack";
    private static final Pattern ITEM = Pattern.compile("kos\\d+", Pattern.CASE_INSENSITIVE);
    private static final Pattern PART = Pattern.compile("part\\d+\\.[a-z]+", Pattern.CASE_INSENSITIVE);

    /** One item of so many is tested, as in the three folds of the paper. */
    private static final int TEST_SHARE = 3;

    private final Path root;

    private KolektorSdd(Path root) {
        this.root = root;
    }

    static KolektorSdd in(Path given) {
        return new KolektorSdd(Folders.find(
                given, "kolektor", folder -> !items(folder).isEmpty(), "folders kos01, kos02 ... of KolektorSDD"));
    }

    Dataset split(long seed) {
        List<Path> items = items(root);
        Set<Path> tested = new HashSet<>();
        int[] order = Seeds.shuffled(items.size(), seed);
        for (int i = 0; i < Math.round((float) items.size() / TEST_SHARE); i++) {
            tested.add(items.get(order[i]));
        }
        List<Sample> train = new ArrayList<>();
        List<Sample> test = new ArrayList<>();
        for (Path item : items) {
            for (Sample part : parts(item)) {
                (part.anomalous() || tested.contains(item) ? test : train).add(part);
            }
        }
        return new Dataset("KolektorSDD", train, test);
    }

    private List<Sample> parts(Path item) {
        List<Path> files = FileTree.of(item).images();
        List<Path> images = files.stream()
                .filter(file -> PART.matcher(FileNames.last(file)).matches())
                .toList();
        List<Path> labels = new ArrayList<>(files);
        labels.removeAll(images);
        Map<Path, Path> labelOf = Masks.match(item, images, item, labels);
        List<Sample> parts = new ArrayList<>();
        for (Path image : images) {
            if (Thread.interrupted()) {
                throw new CancellationException("stopped while the labels in " + item + " were read");
            }
            Path label = labelOf.get(image);
            if (label == null) {
                throw Folders.refused("the label " + FileNames.stem(image.toString())
                        + "_label.bmp is missing; get the data set anew");
            }
            boolean defective = marks(Encoded.with(label, Mask::read));
            parts.add(Folders.sample(root, image, defective ? DEFECT : Sample.GOOD, defective ? label : null));
        }
        return parts;
    }

    private static boolean marks(BufferedImage label) {
        for (byte value : Pixels.bytes(label)) {
            if (value != 0) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> items(Path folder) {
        return FileTree.of(folder).folders().stream()
                .filter(item -> ITEM.matcher(FileNames.last(item)).matches())
                .toList();
    }
}
