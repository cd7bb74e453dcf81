package org.differnet.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.differnet.data.image.ImageFile;
import org.differnet.data.image.Mask;

/** Lists folders of images; opens none of the files. Hidden files and folders are passed over. */
public final class Folders {

    private Folders() {}

    /** The image files in a folder, by name. */
    static List<Path> images(Path folder) {
        return list(folder, ImageFile::isImage);
    }

    /** The folders in a folder, by name. */
    static List<Path> folders(Path folder) {
        return list(
                folder,
                entry -> !ImageFile.isImage(entry)
                        && !entry.getFileName().toString().startsWith(".")
                        && Files.isDirectory(entry));
    }

    static Path existing(Path folder) {
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? " is not a folder" : " does not exist";
            throw refused(folder + what + "; give the folder of a data set");
        }
        return folder;
    }

    /** The images in {@code folder} as samples of one kind, with the masks in {@code masks} if there is such a folder. */
    static List<Sample> samples(Path root, Path folder, String kind, Path masks) {
        Map<String, Path> marks = new HashMap<>();
        boolean marked = !kind.equals(Sample.GOOD) && Files.isDirectory(masks);
        if (marked) {
            for (Path mask : images(masks)) {
                String stem = stem(mask);
                marks.put(stem.endsWith("_mask") ? stem.substring(0, stem.length() - 5) : stem, mask);
            }
        }
        List<Sample> samples = new ArrayList<>();
        for (Path file : images(folder)) {
            Path mask = marks.get(stem(file));
            if (marked && mask == null) {
                throw refused("there is no mask of " + file + " in " + masks + "; add " + stem(file)
                        + "_mask.png or take the folder of masks away");
            }
            samples.add(sample(root, file, kind, mask));
        }
        return samples;
    }

    /** A sample of a file; {@code mask} may be null. */
    static Sample sample(Path root, Path file, String kind, Path mask) {
        String name = root.relativize(file).toString().replace('\\', '/');
        Sample sample = Sample.of(name, kind, file);
        return mask == null
                ? sample
                : sample.withMask(() -> {
                    if (!ImageFile.size(mask).equals(ImageFile.size(file))) {
                        throw refused("the mask " + mask + " is not of the size of its image " + file
                                + "; make both the same size");
                    }
                    return Mask.read(mask);
                });
    }

    /** The name of a file without its extension. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }

    public static UncheckedIOException refused(String message) {
        return new UncheckedIOException(message, new IOException(message));
    }

    private static List<Path> list(Path folder, DirectoryStream.Filter<Path> filter) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, filter)) {
            stream.forEach(entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder + ": " + e.getMessage(), e);
        }
        Collections.sort(entries);
        return entries;
    }
}
