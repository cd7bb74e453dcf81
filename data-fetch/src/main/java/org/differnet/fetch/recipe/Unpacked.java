package org.differnet.fetch.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.differnet.fetch.archive.FileTable;
import org.differnet.fetch.disk.Atomic;
import org.differnet.fetch.disk.WrongContent;

/**
 * What an archive with the catalogue's SHA-256 was unpacked to, kept in home apart from the data and never taken from
 * elsewhere: {@code unpacked/PLACE.tsv}, the archive in its first line.
 *
 * @param archive the archive
 * @param place the folder that it became
 */
record Unpacked(Item archive, String place) {

    private static final long LARGEST = 64L << 20;

    Path file(Path home) {
        return home.resolve("unpacked").resolve(place + ".tsv");
    }

    /** The files; empty if this home has not unpacked this archive. */
    Optional<FileTable> read(Path home) throws IOException {
        Path file = file(home);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it has " + Files.size(file) + " bytes");
            }
            List<FileTable.Line> lines =
                    FileTable.parse(Files.readAllLines(file, UTF_8)).lines();
            boolean same = !lines.isEmpty() && lines.get(0).hash().equals(archive.sha256());
            return same ? Optional.of(new FileTable(lines.subList(1, lines.size()))) : Optional.empty();
        } catch (IOException e) {
            throw new WrongContent(file + " is damaged (" + e.getMessage() + "): delete it and " + home.resolve(place));
        }
    }

    void write(FileTable table, Path home) throws IOException {
        List<FileTable.Line> lines = new ArrayList<>();
        lines.add(new FileTable.Line(archive.file(), archive.bytes(), archive.sha256()));
        lines.addAll(table.lines());
        Atomic.write(file(home), new FileTable(lines).text().getBytes(UTF_8));
    }
}
