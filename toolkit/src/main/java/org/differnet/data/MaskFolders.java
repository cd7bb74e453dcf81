package org.differnet.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The folders in which the masks of a data set lie: one for each kind or, where there is one kind, one for all. */
final class MaskFolders {

    private final LeftOut leftOut;
    private final List<Path> roots = new ArrayList<>();
    private final Map<Path, List<Path>> masksIn = new LinkedHashMap<>();
    private final Set<Path> used = new HashSet<>();

    MaskFolders(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    /** Adds a folder that is called ground_truth or alike. */
    void add(Path root) {
        FileTree entries = leftOut.noted(FileTree.of(root));
        roots.add(root);
        masksIn.put(root, entries.images());
        for (Path kind : entries.folders()) {
            if (Meaning.of(FileNames.last(kind)) != Meaning.GOOD) {
                masksIn.put(
                        kind, leftOut.noted(FileTree.of(kind, inner -> true)).images());
            }
        }
    }

    /**
     * The masks of the images of a kind.
     *
     * @param folder the folder of the kind
     * @param alone whether there is no other kind of defect
     */
    Map<Path, Path> of(Path folder, List<Path> images, boolean alone) {
        List<Path> candidates = called(folder, FileNames::composed);
        if (candidates.isEmpty()) {
            candidates = called(folder, name -> FileNames.composed(name).toLowerCase(Locale.ROOT));
        }
        if (candidates.isEmpty() && alone) {
            candidates = roots;
        }
        Map<Path, Path> maskOf = new HashMap<>();
        for (Path masks : candidates) {
            Masks.match(folder, images, masks, masksIn.get(masks)).forEach(maskOf::putIfAbsent);
        }
        used.addAll(maskOf.values());
        return maskOf;
    }

    /** Notes the masks that no image was found for. */
    void nameUnused() {
        for (List<Path> masks : masksIn.values()) {
            leftOut.masks(masks.stream().filter(mask -> !used.contains(mask)).toList());
        }
    }

    private List<Path> called(Path folder, UnaryOperator<String> form) {
        String name = form.apply(FileNames.last(folder));
        return masksIn.keySet().stream()
                .filter(masks -> !roots.contains(masks)
                        && form.apply(FileNames.last(masks)).equals(name))
                .toList();
    }
}
