package org.differnet.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.differnet.work.Seeds;
import org.differnet.work.Uninterrupted;

/** The magnetic tiles in the layout in which they are published, split in one of two ways. */
final class MagneticTiles {

    private static final String NAME = "magnetic tiles";
    private static final String SPLIT = "mtd_train_filenames.txt";
    private static final String GOOD = "MT_Free";
    private static final List<String> DEFECTS = List.of("MT_Blowhole", "MT_Break", "MT_Crack", "MT_Fray", "MT_Uneven");
    private static final Pattern NUMBER = Pattern.compile("exp\\d+_num_(\\d+)");

    /** Wider than any gap between two photographs of one tile; some neighbouring tiles count as one. */
    private static final int LARGEST_GAP = 100;

    private final Path folder;

    private MagneticTiles(Path folder) {
        this.folder = Folders.existing(folder);
    }

    /** @param given the folder, or the home folder or mirror that has it as {@code mtd} */
    static MagneticTiles in(Path given) {
        return new MagneticTiles(Files.exists(given.resolve("mtd")) ? given.resolve("mtd") : given);
    }

    Dataset official() {
        Set<String> forTraining = new HashSet<>(lines(folder.resolve(SPLIT)));
        List<Sample> train = new ArrayList<>();
        List<Sample> test = new ArrayList<>();
        for (Path file : images(GOOD)) {
            Sample sample = Folders.sample(folder, file, Sample.GOOD, null);
            (forTraining.remove(file.getFileName().toString()) ? train : test).add(sample);
        }
        if (!forTraining.isEmpty()) {
            throw Folders.refused(folder + " lacks " + forTraining.size() + " images that " + SPLIT + " names, such as "
                    + forTraining.iterator().next() + "; get the data set anew");
        }
        for (String kind : DEFECTS) {
            for (Path file : images(kind)) {
                Path mask = file.resolveSibling(FileNames.stem(FileNames.last(file)) + ".png");
                if (!Files.exists(mask)) {
                    throw Folders.refused("the mask " + mask + " is missing; get the data set anew");
                }
                test.add(Folders.sample(folder, file, kind.substring(3).toLowerCase(Locale.ROOT), mask));
            }
        }
        return new Dataset(NAME, train, test);
    }

    Dataset byTile(long seed) {
        Dataset official = official();
        List<Sample> good = new ArrayList<>(official.train());
        good.addAll(official.test(Sample.GOOD));
        List<Sample> defective =
                official.test().stream().filter(Sample::anomalous).toList();
        List<Sample> all = new ArrayList<>(good);
        all.addAll(defective);
        Map<Sample, Integer> tileOf = tiles(all);
        Set<Integer> tested = new HashSet<>();
        defective.forEach(sample -> tested.add(tileOf.get(sample)));
        List<Integer> tiles = tileOf.values().stream().distinct().sorted().toList();
        int wanted = official.test(Sample.GOOD).size();
        for (int i : Seeds.shuffled(tiles.size(), seed)) {
            if (good.stream()
                            .filter(sample -> tested.contains(tileOf.get(sample)))
                            .count()
                    < wanted) {
                tested.add(tiles.get(i));
            }
        }
        List<Sample> train = new ArrayList<>();
        List<Sample> test = new ArrayList<>();
        good.forEach(sample -> (tested.contains(tileOf.get(sample)) ? test : train).add(sample));
        test.addAll(defective);
        return new Dataset(NAME + " by tile", train, test);
    }

    /** Which tile each photograph shows. */
    private static Map<Sample, Integer> tiles(List<Sample> samples) {
        List<Sample> byNumber = samples.stream()
                .sorted(Comparator.comparingInt(MagneticTiles::number))
                .toList();
        Map<Sample, Integer> tileOf = new HashMap<>();
        int tile = 0;
        int last = number(byNumber.get(0));
        for (Sample sample : byNumber) {
            int number = number(sample);
            tile += number - last > LARGEST_GAP ? 1 : 0;
            tileOf.put(sample, tile);
            last = number;
        }
        return tileOf;
    }

    private static int number(Sample sample) {
        Matcher number = NUMBER.matcher(sample.name());
        if (!number.find()) {
            throw Folders.refused(sample.name() + " is not named as the magnetic tiles are, exp1_num_3504.jpg;"
                    + " get the data set anew");
        }
        return Integer.parseInt(number.group(1));
    }

    private List<Path> images(String kind) {
        return FileTree.of(Folders.existing(folder.resolve(kind).resolve("Imgs"))).images().stream()
                .filter(file -> file.toString().endsWith(".jpg"))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Uninterrupted.read(() -> Files.readAllLines(file)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e + "; get the data set anew", e);
        }
    }
}
