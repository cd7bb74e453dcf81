package org.differnet.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.differnet.SharedData;
import org.differnet.kernel.Jupyter;
import org.differnet.kernel.NotebookSources;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs every notebook as a reader would, with small budgets. */
class NotebooksTest {

    private static final String STOPPED = """
            {"metadata": {"kernelspec": {"name": "java", "display_name": "Java"}}, "nbformat": 4, "nbformat_minor": 5, "cells": [
              {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": null, "outputs": [],
               "source": "6 * 70001"},
              {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": null, "outputs": [],
               "source": "Thread.sleep(60_000)"}]}
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void installPageScripts() throws IOException, InterruptedException {
        Jupyter.installPageScripts(folder);
    }

    @TestFactory
    Stream<DynamicTest> notebooksRunAndShowTheirPicturesInPagesThatLoadNothing() throws IOException {
        Map<String, String> weights = SharedData.mirror()
                .map(ours -> Map.of(
                        "DIFFERNET_MIRROR",
                        Stream.of(System.getenv("DIFFERNET_MIRROR"), ours.toString())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(","))))
                .orElse(Map.of());
        return NotebookSources.all().stream()
                .map(notebook -> DynamicTest.dynamicTest(
                        notebook.getFileName().toString(), () -> run(notebook, weights, "notebooks")));
    }

    /** Those that look into features, where ImageNet's weights cannot be had: 1152 features in place of 768. */
    @TestFactory
    Stream<DynamicTest> notebooksThatLookIntoFeaturesRunOnTheNetworkThatTakesAlexNetsPlace() throws IOException {
        Assumptions.assumeTrue(
                SharedData.mirror().isPresent(), "no mirror of weights here: all notebooks run without it anyway");
        Map<String, String> none = Map.of(
                "DIFFERNET_MIRROR", "", "DIFFERNET_HOME", folder.resolve("home").toString());
        return NotebookSources.all().stream()
                .filter(notebook -> notebook.getFileName().toString().matches("(02|07|10)-.*"))
                .map(notebook -> DynamicTest.dynamicTest(
                        notebook.getFileName().toString(), () -> run(notebook, none, "notebooks-without-weights")));
    }

    @Test
    void stoppedNotebookKeepsTheCellsBefore() throws IOException, InterruptedException {
        Path notebook = folder.resolve("stopped.ipynb");
        Files.writeString(notebook, STOPPED);
        Path executed = folder.resolve("executed");
        Process python = Jupyter.python(
                        folder,
                        Jupyter.root().resolve("binder/execute.py").toString(),
                        notebook.toString(),
                        executed.toString())
                .start();
        try (BufferedReader printed = python.inputReader()) {
            printed.lines().filter(line -> line.startsWith("[2/2]")).findFirst();
            python.toHandle().destroy();
            printed.lines().forEach(line -> {});
        }
        assertEquals(130, python.waitFor());
        assertTrue(read(executed.resolve("stopped.ipynb")).contains("420006"));
    }

    @Test
    void kernelThatDoesNotStartIsSaidInOneLineAndNothingIsWritten() throws IOException, InterruptedException {
        Path notebook = folder.resolve("unstarted.ipynb");
        Files.writeString(notebook, STOPPED);
        Path executed = folder.resolve("unstarted");
        Path kernel = Files.createDirectories(folder.resolve("broken/kernels/java"));
        Files.writeString(
                kernel.resolve("kernel.json"),
                "{\"argv\": [\"false\", \"{connection_file}\"], \"display_name\": \"Java\", \"language\": \"java\"}");
        ProcessBuilder python = Jupyter.python(
                folder,
                Jupyter.root().resolve("binder/execute.py").toString(),
                notebook.toString(),
                executed.toString());
        python.environment().put("JUPYTER_PATH", folder.resolve("broken").toString());
        Process running = python.redirectErrorStream(true).start();
        String printed = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, running.waitFor(), printed);
        assertTrue(
                printed.startsWith("The kernel did not start (")
                        && printed.lines().count() == 1,
                printed);
        assertFalse(Files.exists(executed));
    }

    @Test
    void notebookRunsWhereTheTerminalLacksItsCharacters() throws IOException, InterruptedException {
        Path notebook = folder.resolve("letters.ipynb");
        Files.writeString(
                notebook, STOPPED.replace("6 * 70001", "6 * 70001 // σ").replace("Thread.sleep(60_000)", "7"));
        ProcessBuilder python = Jupyter.python(
                folder,
                Jupyter.root().resolve("binder/execute.py").toString(),
                notebook.toString(),
                folder.resolve("letters").toString());
        python.environment().put("PYTHONIOENCODING", "latin-1");
        Process running = python.start();
        String printed = new String(running.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals(0, running.waitFor(), printed);
        assertTrue(printed.startsWith("[1/2] 6 * 70001 // ?"), printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script src=\"https://cdn.example/require.js\"></script>",
                "<script type=\"text/javascript\" src='//cdn.example/jquery.js'> </script>",
                "<script src=\"file:///usr/share/javascript/mathjax/MathJax.js?config=TeX\"></script>",
                "<script type=\"module\">import mermaid from 'https://cdn.example/mermaid.mjs';</script>"
            })
    void scriptsThatAConverterLoadsAreTakenFromAPage(String script) throws IOException, InterruptedException {
        String binder = Jupyter.root().resolve("binder").toString();
        String program = "import sys; sys.path.insert(0, sys.argv[1]); import execute;"
                + " print('<p>' + execute.LOADED.sub('', sys.argv[2]) + '</p>')";
        Process python = Jupyter.python(folder, "-c", program, binder, script).start();
        assertEquals("<p></p>", new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        assertEquals(0, python.waitFor());
    }

    /**
     * Runs one.
     *
     * @param environment says where weights are looked for
     * @param name of the folder in target
     */
    private static void run(Path notebook, Map<String, String> environment, String name)
            throws IOException, InterruptedException {
        Path root = Jupyter.root();
        Path executed = root.resolve("tests/target").resolve(name);
        ProcessBuilder python = Jupyter.python(
                folder, root.resolve("binder/execute.py").toString(), notebook.toString(), executed.toString());
        python.environment().put("DIFFERNET_BUDGET", "test");
        python.environment().putAll(environment);
        Files.createDirectories(executed);
        Path log = executed.resolve(notebook.getFileName() + ".log");
        long start = System.nanoTime();
        int ended = python.redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", notebook.getFileName(), (System.nanoTime() - start) / 1e9);
        assertEquals(0, ended, () -> notebook + " failed:\n" + read(log));

        String html = notebook.getFileName().toString().replace(".ipynb", ".html");
        Document page = Jsoup.parse(read(executed.resolve(html)));
        assertEquals(
                "",
                page.select("script[src~=.], script[type=module], link[href], img[src^=http]")
                        .outerHtml());

        JsonObject result = JsonParser.parseString(read(executed.resolve(notebook.getFileName())))
                .getAsJsonObject();
        boolean formulas = elements(result.get("cells"))
                .map(JsonElement::getAsJsonObject)
                .anyMatch(cell -> cell.get("cell_type").getAsString().equals("markdown")
                        && cell.get("source").toString().contains("$"));
        assertEquals(formulas, page.getElementById("differnet-katex") != null, "the script that draws formulas");
        for (JsonElement element : result.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            if (isTagged(cell, "picture")) {
                assertTrue(showsPicture(cell), "no picture from the cell " + cell.get("source"));
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static boolean isTagged(JsonObject cell, String tag) {
        JsonElement tags = cell.getAsJsonObject("metadata").get("tags");
        return tags != null
                && elements(tags).anyMatch(name -> name.getAsString().equals(tag));
    }

    private static boolean showsPicture(JsonObject cell) {
        return elements(cell.get("outputs"))
                .map(output -> output.getAsJsonObject().getAsJsonObject("data"))
                .anyMatch(data -> data != null
                        && (data.has("image/png") || data.has("image/jpeg") || isHtmlPicture(data.get("text/html"))));
    }

    private static boolean isHtmlPicture(JsonElement html) {
        String text = String.valueOf(html);
        return text.contains("<img") || text.contains("<svg");
    }

    private static Stream<JsonElement> elements(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
    }
}
