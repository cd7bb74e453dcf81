package org.differnet.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.work.Seeds;

/**
 * Which magnetic tiles were photographed more than once. The photographs of one tile have names such as
 * exp1_num_3504.jpg to exp6_num_3620.jpg: up to six exposures, with numbers that follow each other.
 */
final class Siblings {

    private static final Pattern NUMBER = Pattern.compile("exp\\d+_num_(\\d+)");

    /** Wider than any gap between two photographs of one tile; some neighbouring tiles count as one. */
    private static final int LARGEST_GAP = 100;

    /** Those are left alone in which several tiles run into each other. */
    private static final int MOST_PHOTOGRAPHS = 14;

    private final Dataset tiles;
    private final Map<String, Integer> tileOf = new HashMap<>();
    private final Map<Integer, Integer> photographs = new HashMap<>();

    Siblings(Dataset tiles) {
        this.tiles = tiles;
        List<Sample> byNumber = Stream.concat(tiles.train().stream(), tiles.test().stream())
                .sorted(Comparator.comparingInt(Siblings::number))
                .toList();
        int tile = 0;
        int last = Integer.MIN_VALUE / 2;
        for (Sample sample : byNumber) {
            if (number(sample) - last > LARGEST_GAP) {
                tile++;
            }
            last = number(sample);
            tileOf.put(sample.name(), tile);
            photographs.merge(tile, 1, Integer::sum);
        }
    }

    /** The share of these images whose tile is in the training too. */
    double seen(List<Sample> images) {
        Set<Integer> trained = new HashSet<>(tilesOf(tiles.train()));
        return images.stream().filter(image -> trained.contains(tile(image))).count() / (double) images.size();
    }

    /**
     * The data set with a third of the tiles of its good test images alone as good ones, and without those of the training.
     *
     * @param kept whether as many other tiles go instead, so that siblings of the good test images stay in the training
     */
    Dataset thinned(boolean kept, long seed) {
        List<Integer> tested = drawn(tilesOf(tiles.test(Sample.GOOD)), seed);
        Set<Integer> judged = new HashSet<>(tested.subList(0, tested.size() / 3));
        List<Sample> siblings = of(judged, tiles.train());
        Set<Integer> gone = judged;
        if (kept) {
            gone = new HashSet<>();
            for (int other : drawn(tilesOf(tiles.train()), seed)) {
                if (!judged.contains(other) && of(gone, tiles.train()).size() < siblings.size()) {
                    gone.add(other);
                }
            }
        }
        Set<Integer> without = gone;
        List<Sample> train = new ArrayList<>(tiles.train());
        train.removeIf(image -> without.contains(tile(image)));
        List<Sample> test = new ArrayList<>(of(judged, tiles.test(Sample.GOOD)));
        tiles.test().stream().filter(Sample::anomalous).forEach(test::add);
        return new Dataset(tiles.name() + (kept ? ", siblings kept" : ", siblings removed"), train, test);
    }

    private List<Integer> drawn(List<Integer> ids, long seed) {
        return Arrays.stream(Seeds.shuffled(ids.size(), seed))
                .mapToObj(ids::get)
                .filter(id -> photographs.get(id) <= MOST_PHOTOGRAPHS)
                .toList();
    }

    private List<Sample> of(Set<Integer> ids, List<Sample> images) {
        return images.stream().filter(image -> ids.contains(tile(image))).toList();
    }

    private List<Integer> tilesOf(List<Sample> images) {
        return images.stream().map(this::tile).distinct().sorted().toList();
    }

    private int tile(Sample image) {
        return tileOf.get(image.name());
    }

    private static int number(Sample sample) {
        Matcher number = NUMBER.matcher(sample.name());
        if (!number.find()) {
            throw new IllegalArgumentException(sample.name() + " is not named as the magnetic tiles are");
        }
        return Integer.parseInt(number.group(1));
    }
}
