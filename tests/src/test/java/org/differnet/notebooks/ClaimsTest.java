package org.differnet.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;
import org.differnet.kernel.NotebookSources;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the prose of a notebook says of its outputs is so in the outputs that are kept. Beside each notebook
 * {@code claims/NAME.json} has one row for each such sentence.
 */
class ClaimsTest {

    /** How the line begins that holds the numbers of an interactive chart. */
    private static final String CHART = "var data = ";

    @TempDir
    Path folder;

    /**
     * One sentence and what must be seen for it to be true.
     *
     * @param says words of the sentence, as they stand in a cell of text
     * @param shows a pattern that the text of one cell's outputs or the data of its charts hold, each run of blanks as one;
     *     what its groups capture are numbers
     * @param from the least value that each of these numbers may have; null for any
     * @param to the greatest one; null for any
     */
    private record Claim(String says, String shows, Double from, Double to) {}

    @TestFactory
    Stream<DynamicTest> proseIsTrueOfTheOutputsThatAreKept() throws IOException {
        return NotebookSources.all().stream()
                .map(notebook -> DynamicTest.dynamicTest(
                        notebook.getFileName().toString(), () -> assertEquals("", complaints(notebook))));
    }

    @Test
    void falseSentenceForeignSentenceAndMissingOutputAreFound() throws IOException {
        Path notebook = folder.resolve("n.ipynb");
        Files.writeString(notebook, """
                {"cells": [{"cell_type": "markdown", "source": ["All but one\\n", "are found."]},
                  {"cell_type": "code", "outputs": [{"text": "found 3 of 9"}], "source": ""}]}
                """);
        Files.createDirectories(folder.resolve("claims"));
        Files.writeString(folder.resolve("claims/n.json"), """
                [{"says": "All but one are found", "shows": "found (\\\\d+) of", "from": 8, "to": 8},
                 {"says": "None is found", "shows": "found"},
                 {"says": "are found", "shows": "lost (\\\\d+)"},
                 {"says": "are found", "shows": "of (\\\\d+)", "from": 9, "to": 9}]
                """);
        assertEquals("""
                "All but one are found" needs 8.0 to 8.0 and the outputs have 3
                "None is found" does not stand in the text
                "are found" needs an output with lost (\\d+)
                """, complaints(notebook));
    }

    @Test
    void numbersOfAChartAreReadFromItsData() throws IOException {
        Series line = Series.line("loss", new double[] {1, 2}, new double[] {0.5, 0.25}, Palette.GOOD);
        JsonObject data = new JsonObject();
        data.addProperty(
                "text/html", Chart.of("Loss", "epoch", "loss", line).figure().asJavascript("target"));
        JsonObject output = new JsonObject();
        output.add("data", data);
        Path notebook = folder.resolve("c.ipynb");
        Files.writeString(notebook, """
                {"cells": [{"cell_type": "markdown", "source": "It falls to a quarter."},
                  {"cell_type": "code", "outputs": [OUTPUT], "source": ""}]}
                """.replace("OUTPUT", output.toString()));
        Files.createDirectories(folder.resolve("claims"));
        Files.writeString(folder.resolve("claims/c.json"), """
                [{"says": "to a quarter", "shows": "\\"name\\":\\"loss\\".*\\"y\\":\\\\[0\\\\.5,([0-9.]+)\\\\]", "from": 0.3, "to": 1}]
                """);
        assertEquals("\"to a quarter\" needs 0.3 to 1.0 and the outputs have 0.25\n", complaints(notebook));
    }

    private static String complaints(Path notebook) throws IOException {
        String name = notebook.getFileName().toString().replace(".ipynb", ".json");
        Path table = notebook.resolveSibling("claims").resolve(name);
        assertTrue(Files.exists(table), table + " is missing; say there what the prose claims of the outputs");
        Claim[] claims = new Gson().fromJson(Files.readString(table), Claim[].class);
        assertTrue(claims.length > 0, name + " claims nothing");
        List<JsonObject> cells = StreamSupport.stream(
                        JsonParser.parseString(Files.readString(notebook))
                                .getAsJsonObject()
                                .getAsJsonArray("cells")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .toList();
        String prose = cells.stream()
                .filter(cell -> cell.get("cell_type").getAsString().equals("markdown"))
                .map(cell -> text(cell.get("source")))
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ");
        List<String> outputs = cells.stream().map(ClaimsTest::shown).toList();
        return Stream.of(claims).map(claim -> complaint(claim, prose, outputs)).collect(Collectors.joining());
    }

    private static String complaint(Claim claim, String prose, List<String> outputs) {
        String quoted = "\"" + claim.says + "\" ";
        if (!prose.contains(claim.says)) {
            return quoted + "does not stand in the text\n";
        }
        Pattern pattern = Pattern.compile(claim.shows);
        for (String output : outputs) {
            Matcher found = pattern.matcher(output);
            if (found.find()) {
                return outside(claim, found)
                        .map(value -> quoted + "needs " + claim.from + " to " + claim.to + " and the outputs have "
                                + value + "\n")
                        .collect(Collectors.joining());
            }
        }
        return quoted + "needs an output with " + claim.shows + "\n";
    }

    /** The captured numbers that lie outside the bounds. */
    private static Stream<String> outside(Claim claim, Matcher found) {
        return Stream.iterate(1, group -> group <= found.groupCount(), group -> group + 1)
                .map(found::group)
                .filter(value -> claim.from != null && Double.parseDouble(value) < claim.from
                        || claim.to != null && Double.parseDouble(value) > claim.to);
    }

    /** What a cell has printed and shown as text; a run of blanks, which lines up columns, counts as one. */
    private static String shown(JsonObject cell) {
        if (!cell.has("outputs")) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        for (JsonElement output : cell.getAsJsonArray("outputs")) {
            JsonObject o = output.getAsJsonObject();
            all.append(o.has("text") ? text(o.get("text")) : "");
            JsonObject data = o.has("data") ? o.getAsJsonObject("data") : new JsonObject();
            all.append(data.has("text/plain") ? text(data.get("text/plain")) : "")
                    .append('\n');
            if (data.has("text/html")) {
                text(data.get("text/html"))
                        .lines()
                        .filter(line -> line.startsWith(CHART))
                        .forEach(line -> all.append(line).append('\n'));
            }
        }
        return all.toString().replaceAll(" +", " ");
    }

    private static String text(JsonElement lines) {
        return lines.isJsonArray()
                ? lines.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : lines.getAsString();
    }
}
