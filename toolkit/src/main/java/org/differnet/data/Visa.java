package org.differnet.data;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.differnet.work.Uninterrupted;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** VisA as its archive unpacks, split as its table for one-class training says. */
final class Visa {

    private static final String SPLIT = "split_csv/1cls.csv";
    private static final List<String> COLUMNS = List.of("object", "split", "label", "image", "mask");

    private final Path root;
    private final Path split;

    private Visa(Path root) {
        this.root = root;
        this.split = root.resolve(SPLIT);
    }

    static Visa in(Path given) {
        return new Visa(Folders.find(
                given, "visa", folder -> Files.isRegularFile(folder.resolve(SPLIT)), "table " + SPLIT + " of VisA"));
    }

    Dataset category(String category) {
        Table table = table();
        List<Sample> train = new ArrayList<>();
        List<Sample> test = new ArrayList<>();
        for (Row row : table) {
            if (row.getString("object").equals(category)) {
                side(row, train, test).add(sample(row));
            }
        }
        if (train.isEmpty()) {
            throw new IllegalArgumentException(root + " has no category " + category + " to train on; it has "
                    + new TreeSet<>(table.stringColumn("object").asList()));
        }
        return new Dataset(category, train, test);
    }

    private List<Sample> side(Row row, List<Sample> train, List<Sample> test) {
        return switch (row.getString("split")) {
            case "train" -> train;
            case "test" -> test;
            default -> throw refused(row, "the split " + row.getString("split") + ", must be train or test");
        };
    }

    private Sample sample(Row row) {
        boolean good = Meaning.of(row.getString("label")) == Meaning.GOOD;
        String mask = row.getString("mask");
        return Folders.sample(
                root,
                file(row, row.getString("image")),
                good ? Sample.GOOD : row.getString("label"),
                good || mask.isEmpty() ? null : file(row, mask));
    }

    private Path file(Row row, String name) {
        try {
            Path file = root.resolve(name).normalize();
            if (file.startsWith(root.normalize()) && Files.isRegularFile(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw refused(row, "a name that this system cannot have, " + name);
        }
        throw refused(row, "the file " + name + ", which is not in " + root);
    }

    private Table table() {
        try (Reader reader = new StringReader(Uninterrupted.read(() -> Files.readString(split)))) {
            Table table = Table.read().csv(CsvReadOptions.builder(reader).columnTypes(name -> ColumnType.STRING));
            if (!table.columnNames().containsAll(COLUMNS)) {
                throw Folders.refused(split + " has the columns " + table.columnNames() + ", must have " + COLUMNS
                        + "; get the data set anew");
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + split + ": " + e + "; get the data set anew", e);
        }
    }

    private UncheckedIOException refused(Row row, String what) {
        return Folders.refused(
                split + " names in row " + (row.getRowNumber() + 1) + " " + what + "; get the data set anew");
    }
}
