package org.differnet.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Which mask belongs to which image: the one that is called like it but for an ending.
 *
 * <p>All masks of a folder tend to have the same ending; the one that fits the most images is taken first, so that {@code
 * part_mask.png} is the mask of {@code part.png} in one folder, and that of {@code part_mask.png} in another.
 */
final class Masks {

    /** Endings of the names of masks; where two fit as well, the earlier counts. */
    private static final List<String> ENDINGS = List.of("_mask", "-mask", "_gt", "_label", "");

    private Masks() {}

    /**
     * Finds masks by name in composed form, then by name in any case.
     *
     * @param images the images of a kind in {@code folder} and below
     * @param masks the masks in {@code maskFolder} and below
     * @return the mask of each image that has one
     */
    static Map<Path, Path> match(Path folder, List<Path> images, Path maskFolder, List<Path> masks) {
        Map<Path, Path> maskOf = new HashMap<>();
        Map<Path, String> imageNames = names(folder, images);
        Map<Path, String> maskNames = names(maskFolder, masks);
        match(imageNames, maskNames, name -> name, maskOf);
        match(imageNames, maskNames, name -> name.toLowerCase(Locale.ROOT), maskOf);
        return maskOf;
    }

    private static void match(
            Map<Path, String> images, Map<Path, String> masks, UnaryOperator<String> key, Map<Path, Path> maskOf) {
        Map<String, Map<String, Path>> byEnding = new LinkedHashMap<>();
        ENDINGS.forEach(ending -> byEnding.put(ending, new HashMap<>()));
        masks.forEach((mask, name) -> byEnding.forEach((ending, named) -> {
            if (name.toLowerCase(Locale.ROOT).endsWith(ending)) {
                named.putIfAbsent(key.apply(name.substring(0, name.length() - ending.length())), mask);
            }
        }));
        List<Map<String, Path>> mostFirst = byEnding.values().stream()
                .sorted(Comparator.comparingLong((Map<String, Path> named) -> images.values().stream()
                                .map(key)
                                .filter(named::containsKey)
                                .count())
                        .reversed())
                .toList();
        for (Map<String, Path> named : mostFirst) {
            Set<Path> taken = new HashSet<>(maskOf.values());
            for (Path image : new ArrayList<>(images.keySet())) {
                Path mask = named.get(key.apply(images.get(image)));
                if (mask != null && !taken.contains(mask)) {
                    maskOf.put(image, mask);
                    images.remove(image);
                }
            }
        }
        maskOf.values().forEach(masks::remove);
    }

    /** Names in a folder, in composed form and without extension, in their order. */
    private static Map<Path, String> names(Path folder, List<Path> files) {
        Map<Path, String> names = new LinkedHashMap<>();
        for (Path file : files) {
            names.put(file, FileNames.composed(FileNames.stem(FileNames.in(folder, file))));
        }
        return names;
    }
}
