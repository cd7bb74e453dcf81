package org.differnet.data;

import java.awt.Dimension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.differnet.data.image.ImageFile;
import org.differnet.data.image.Mask;

/** Finds the folders of data sets and makes samples of their files. */
public final class Folders {

    private Folders() {}

    /** @throws UncheckedIOException if it is none */
    static Path existing(Path folder) {
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? " is not a folder" : " does not exist";
            throw refused(folder + what + "; give the folder of a data set");
        }
        return folder;
    }

    /**
     * The folder of a data set that is given itself, as the home or mirror that has it, or as the folder around it that
     * its archive unpacks to.
     *
     * @param item its name in a home or mirror
     * @param is what the folder has
     * @param what the same in words, for the message
     */
    static Path find(Path given, String item, Predicate<Path> is, String what) {
        List<Path> around = Stream.of(existing(given).resolve(item), given)
                .filter(Files::isDirectory)
                .toList();
        return Stream.concat(around.stream(), around.stream().flatMap(folder -> FileTree.of(folder).folders().stream()))
                .filter(is)
                .findFirst()
                .orElseThrow(() -> refused(given + " has no " + what + ", and no folder in it has; give the folder that"
                        + " the archive of this data set unpacks to"));
    }

    /** A sample of a file; {@code mask} may be null. */
    static Sample sample(Path root, Path file, String kind, Path mask) {
        Sample sample = Sample.of(FileNames.in(root, file), kind, file);
        return mask == null
                ? sample
                : sample.withMask(() -> {
                    Dimension marked = Encoded.with(mask, ImageFile::size);
                    Dimension image = Encoded.with(file, ImageFile::size);
                    if (!marked.equals(image)) {
                        throw refused("the mask " + mask + " has " + marked.width + " x " + marked.height
                                + " pixels, its image " + file + " " + image.width + " x " + image.height
                                + "; make both the same size");
                    }
                    return Encoded.with(mask, Mask::read);
                });
    }

    /** The error of a file or folder that cannot be used, with a message that says which, why and what to do. */
    public static UncheckedIOException refused(String message) {
        return new UncheckedIOException(message, new IOException(message));
    }
}
