package org.differnet.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Keeps account of what the reader of a folder leaves out. */
final class LeftOut {

    /** So many entries of a folder that is not read are looked at, to say what it holds. */
    private static final int ENTRIES_TO_COUNT = 1000;

    private static final Set<String> TEXTS =
            Set.of("txt", "md", "rst", "csv", "tsv", "json", "xml", "yaml", "yml", "html", "pdf");
    private static final Pattern TEXT_NAMES =
            Pattern.compile("(readme|licen[cs]e|copying|notice|source|changelog).*", Pattern.CASE_INSENSITIVE);

    private final Path root;
    private final List<Ignored> ignored = new ArrayList<>();
    private final Map<String, List<Path>> files = new TreeMap<>();

    LeftOut(Path root) {
        this.root = root;
    }

    /** The same listing, after its files that are no images have been noted. */
    FileTree noted(FileTree tree) {
        for (Path file : tree.others()) {
            String extension = FileNames.extension(FileNames.last(file));
            if (!isText(file)) {
                String format = extension.isEmpty() ? "without an extension" : "of format ." + extension;
                files.computeIfAbsent(format + ", not read", key -> new ArrayList<>())
                        .add(file);
            }
        }
        for (Path link : tree.lost()) {
            files.computeIfAbsent("that is a link to nothing", key -> new ArrayList<>())
                    .add(link);
        }
        for (Path file : tree.special()) {
            files.computeIfAbsent("that is a pipe, a socket or a device", key -> new ArrayList<>())
                    .add(file);
        }
        return tree;
    }

    /** Whether a file is by its name a text that lies beside images. */
    static boolean isText(Path file) {
        String name = FileNames.last(file);
        String extension = FileNames.extension(name);
        return extension.isEmpty() ? TEXT_NAMES.matcher(name).matches() : TEXTS.contains(extension);
    }

    /** Notes the images that lie in a folder itself. */
    void images(Path folder, FileTree entries, String where, String advice) {
        if (!entries.images().isEmpty()) {
            add(folder, FileTree.images(entries.images().size()) + " " + where, advice);
        }
    }

    /** Notes a folder, if it has images. */
    void folder(Path folder, String where, String advice) {
        FileTree.count(folder, ENTRIES_TO_COUNT).ifPresent(images -> add(folder, images + " " + where, advice));
    }

    /** Notes masks, if there are any, that belong to no image. */
    void masks(List<Path> masks) {
        if (!masks.isEmpty()) {
            String text = masks.size() == 1 ? "a mask" : masks.size() + " masks, of which this is the first,";
            ignored.add(new Ignored(
                    FileNames.in(root, masks.get(0)),
                    text + " without an image",
                    "call a mask ground_truth/KIND/NAME_mask.png where its image is test/KIND/NAME.png"));
        }
    }

    List<Ignored> all() {
        List<Ignored> all = new ArrayList<>(ignored);
        files.forEach((what, some) -> all.add(new Ignored(
                FileNames.in(root, some.get(0)),
                (some.size() == 1 ? "a file " : "the first of " + some.size() + " files ") + what,
                "save images as PNG or JPEG, with that ending")));
        return all;
    }

    private void add(Path folder, String text, String advice) {
        String place = folder.equals(root) ? "./" : FileNames.in(root, folder) + "/";
        ignored.add(new Ignored(place, text, advice));
    }
}
