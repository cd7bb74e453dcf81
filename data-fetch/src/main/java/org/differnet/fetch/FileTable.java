package org.differnet.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The files of a data set with size and hash; in a folder it is {@code files.tsv}, with tabs between. */
record FileTable(List<Line> lines) {

    static final String NAME = "files.tsv";
    private static final long LARGEST = 64L << 20;
    private static final int GIT_BLOB = 40;

    /**
     * A file.
     *
     * @param hash SHA-256, or git's name of the content; hexadecimal
     */
    record Line(String path, long bytes, String hash) {}

    static FileTable parse(List<String> text) throws IOException {
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

    static FileTable in(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new WrongContent(
                    folder + " has no " + NAME + " and cannot be verified: move it away, or use it without"
                            + " Fetch, as in Datasets.folder(path)");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("it has " + Files.size(file) + " bytes");
            }
            return parse(Files.readAllLines(file, UTF_8));
        } catch (IOException e) {
            throw new WrongContent(file + " is damaged (" + e.getMessage() + "): delete " + folder);
        }
    }

    void writeTo(Path folder) throws IOException {
        String text = lines.stream()
                .map(line -> line.path + "\t" + line.bytes + "\t" + line.hash + "\n")
                .collect(Collectors.joining());
        Files.writeString(folder.resolve(NAME), text);
    }

    long bytes() {
        return lines.stream().mapToLong(Line::bytes).sum();
    }

    /** Checks each file; there may be others beside them. */
    void verify(Path folder, Meter meter) throws IOException {
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
    }

    private static String hash(Path file, Line line, Meter meter) throws IOException {
        return line.hash.length() == GIT_BLOB ? Hashes.gitBlob(file, meter) : Hashes.sha256(file, meter);
    }
}
