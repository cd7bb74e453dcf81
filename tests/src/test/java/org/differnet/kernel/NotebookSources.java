package org.differnet.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java that stands in notebooks: their code cells, and the folded solutions of their exercises. */
public final class NotebookSources {

    private static final Pattern FOLDED = Pattern.compile("(?s)<details>(.*?)</details>");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

    private NotebookSources() {}

    /** One piece of Java and where it stands, such as {@code cell 3} or {@code solution 1 in cell 24}. */
    record Piece(String place, String code) {}

    /**
     * The notebooks of a folder in the order of their names.
     *
     * @throws IllegalStateException if there is none: a test of no notebook would pass
     */
    public static List<Path> in(Path folder) throws IOException {
        List<Path> found = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                found = files.filter(file -> file.toString().endsWith(".ipynb"))
                        .sorted()
                        .toList();
            }
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "no notebook in " + folder + "; name their folder: -Ddiffernet.notebooks=DIR");
        }
        return found;
    }

    /** The project's notebooks, or those of {@code -Ddiffernet.notebooks}. */
    public static List<Path> all() throws IOException {
        return in(Path.of(System.getProperty(
                "differnet.notebooks", Jupyter.root().resolve("notebooks").toString())));
    }

    static List<Piece> cells(Path notebook) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        List<JsonObject> cells = read(notebook);
        for (int i = 0; i < cells.size(); i++) {
            if (type(cells.get(i)).equals("code")) {
                pieces.add(new Piece("cell " + i, source(cells.get(i))));
            }
        }
        return pieces;
    }

    static List<Piece> solutions(Path notebook) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        List<JsonObject> cells = read(notebook);
        for (int i = 0; i < cells.size(); i++) {
            if (!type(cells.get(i)).equals("markdown")) {
                continue;
            }
            Matcher folded = FOLDED.matcher(source(cells.get(i)));
            while (folded.find()) {
                Matcher java = JAVA.matcher(folded.group(1));
                while (java.find()) {
                    pieces.add(new Piece("solution " + (pieces.size() + 1) + " in cell " + i, java.group(1)));
                }
            }
        }
        return pieces;
    }

    private static List<JsonObject> read(Path notebook) throws IOException {
        return JsonParser.parseString(Files.readString(notebook))
                .getAsJsonObject()
                .getAsJsonArray("cells")
                .asList()
                .stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static String type(JsonObject cell) {
        return cell.get("cell_type").getAsString();
    }

    /** A notebook keeps a source as one text or as its lines. */
    private static String source(JsonObject cell) {
        JsonElement source = cell.get("source");
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        StringBuilder text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }
}
