package org.differnet.fetch.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.disk.Interrupts;
import org.differnet.fetch.disk.WrongContent;

/** The files of a data set with size and hash; as text a line for each, with tabs between. */
public record FileTable(List<Line> lines) {

    private static final int GIT_BLOB = 40;

    /**
     * A file.
     *
     * @param path below the folder of the data set, with slashes
     * @param bytes its size
     * @param hash SHA-256 (64 digits), or git's name of the content (40), in lower-case hexadecimal
     */
    public record Line(String path, long bytes, String hash) {}

    /** @throws IOException if a line is not path, bytes and hash, or its path leads out of the folder */
    public static FileTable parse(List<String> text) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String line : text) {
            String[] parts = line.split("\t");
            if (parts.length != 3 || !parts[1].matches("\\d{1,18}") || !parts[2].matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
                throw new IOException("the line '" + line + "' is not path, bytes and hash");
            }
            Names.check(parts[0]);
            lines.add(new Line(parts[0], Long.parseLong(parts[1]), parts[2]));
        }
        return new FileTable(List.copyOf(lines));
    }

    /** What {@link #parse} reads. */
    public String text() {
        return lines.stream()
                .map(line -> line.path + "\t" + line.bytes + "\t" + line.hash + "\n")
                .collect(Collectors.joining());
    }

    /** Size of all files together. */
    public long bytes() {
        return lines.stream().mapToLong(Line::bytes).sum();
    }

    /**
     * Checks that a folder has each file as it is listed, and no other file of these kinds: an image added to those of a
     * data set changes it too. Hidden files and those of other kinds, such
     * as notes, may lie there.
     *
     * @param meter is given the number of bytes that have been read since the last call
     * @throws WrongContent naming the first file that is missing, altered or not listed
     */
    public void verify(Path folder, LongConsumer meter) throws IOException {
        for (Line line : lines) {
            Path file = folder.resolve(line.path);
            if (!Files.isRegularFile(file)) {
                throw new WrongContent(file + " is missing: delete " + folder + ", and it is fetched again, whole");
            }
            if (Files.size(file) != line.bytes || !hash(file, line, meter).equals(line.hash)) {
                throw new WrongContent(
                        file + " is not the published file: delete " + folder + ", and it is fetched again, whole");
            }
        }
        refuseOthers(folder);
    }

    private static String hash(Path file, Line line, LongConsumer meter) throws IOException {
        return line.hash.length() == GIT_BLOB ? Hashes.gitBlob(file, meter) : Hashes.sha256(file, meter);
    }

    private void refuseOthers(Path folder) throws IOException {
        Set<Path> listed = lines.stream().map(line -> folder.resolve(line.path)).collect(Collectors.toSet());
        Set<String> kinds = listed.stream().map(FileTable::kind).collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            Optional<Path> other = files.peek(file -> Interrupts.check())
                    .filter(file -> kinds.contains(kind(file)) && !listed.contains(file) && Files.isRegularFile(file))
                    .filter(file -> !isHidden(folder.relativize(file)))
                    .findFirst();
            if (other.isPresent()) {
                throw new WrongContent(other.get() + " does not belong to the published data: move it elsewhere");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What systems leave behind, as macOS its {@code ._NAME}; no reader of images looks there. */
    private static boolean isHidden(Path below) {
        return StreamSupport.stream(below.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
