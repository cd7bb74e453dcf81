package org.differnet.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.differnet.kernel.Jupyter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads and runs the quickstart in a real browser; pictures of the page are left in target/browser. */
@Timeout(2400)
class BrowserTest {

    private static final String NAME = "quickstart.ipynb";
    private static final String LONG_FIT = "DifferNet endless = DifferNet.fit(data, options.withEpochs(2_000))";
    private static final String AFTER = "endless.history().toString()";

    @TempDir
    Path folder;

    @Test
    void quickstartRunsShowsItsPicturesAndHeedsTheStopButton() throws IOException, InterruptedException {
        JsonArray cells = copyQuickstart();
        int longFit = cells.size() - 2;
        int after = cells.size() - 1;
        Path pictures = Files.createDirectories(Jupyter.root().resolve("tests/target/browser"));
        try (JupyterServer server = new JupyterServer(folder);
                NotebookPage page = new NotebookPage(server.isLab())) {
            server.awaitStart();
            try {
                page.open(server.open(NAME), cells.size());
                page.await("the kernel is ready", server::hasIdleKernel);
                for (int cell = 0; cell < longFit; cell++) {
                    page.runSelected();
                }
                // The classic notebook has no folder for Plotly: without a network the chart stays a still picture.
                String drawn = server.isLab() ? "svg.main-svg" : "svg.main-svg, img";
                int chart = find(cells, "result.rocChart()");
                page.await("a chart is drawn", () -> page.pictures(chart, drawn) > 0);
                int maps = find(cells, ".heatmap()");
                page.await("heat maps are shown", () -> page.pictures(maps, "img") > 0);
                assertEquals("", page.errors());
                page.picture(chart, pictures.resolve("chart.png"));
                page.picture(maps, pictures.resolve("heatmaps.png"));

                page.runSelected();
                page.await(
                        "the long training has a bar",
                        () -> page.text(longFit).contains(", loss ") && isWidth(page.bar(longFit)));
                String width = page.bar(longFit);
                page.await("the bar moves", () -> {
                    String later = page.bar(longFit);
                    return isWidth(later) && !later.equals(width);
                });
                page.stop();
                page.await("the training has ended", server::hasIdleKernel);
                page.select(after);
                page.runSelected();
                page.await("the next cell runs", () -> page.text(after).contains("stopped early"));
                assertEquals("", page.errors());
            } finally {
                page.picture(pictures.resolve("quickstart.png"));
            }
        }
    }

    @Test
    void formulasOfAnExportedPageAreDrawn() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("formulas.ipynb"), """
                        {"metadata": {"kernelspec": {"name": "java", "display_name": "Java"}},
                         "nbformat": 4, "nbformat_minor": 5,
                         "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "$x^2$ and\\n\\n$$y_1$$"}]}
                        """);
        Jupyter.installPageScripts(folder);
        String[] execute = {
            Jupyter.root().resolve("binder/execute.py").toString(),
            folder.resolve("formulas.ipynb").toString(),
            folder.resolve("out").toString()
        };
        assertEquals(0, Jupyter.python(folder, execute).start().waitFor());
        try (NotebookPage page = new NotebookPage(true)) {
            page.read(folder.resolve("out/formulas.html"));
            page.await("both formulas are drawn", () -> page.count(".katex") == 2);
        }
    }

    private static boolean isWidth(String text) {
        return text.endsWith("%");
    }

    /** The notebook without its outputs, and with a training that would last, and a cell for the time after it. */
    private JsonArray copyQuickstart() throws IOException {
        JsonObject notebook = JsonParser.parseString(
                        Files.readString(Jupyter.root().resolve("notebooks/00-quickstart.ipynb")))
                .getAsJsonObject();
        JsonArray cells = notebook.getAsJsonArray("cells");
        for (JsonElement cell : cells) {
            if (isCode(cell)) {
                cell.getAsJsonObject().add("outputs", new JsonArray());
            }
        }
        for (String source : new String[] {LONG_FIT, AFTER}) {
            JsonObject cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.addProperty("id", "added-" + cells.size());
            cell.addProperty("source", source);
            cell.add("execution_count", null);
            cell.add("metadata", new JsonObject());
            cell.add("outputs", new JsonArray());
            cells.add(cell);
        }
        Files.writeString(folder.resolve(NAME), notebook.toString());
        return cells;
    }

    private static int find(JsonArray cells, String code) {
        for (int i = 0; i < cells.size(); i++) {
            JsonElement source = cells.get(i).getAsJsonObject().get("source");
            if (isCode(cells.get(i)) && source.toString().contains(code)) {
                return i;
            }
        }
        throw new AssertionError("the quickstart has no cell with " + code);
    }

    private static boolean isCode(JsonElement cell) {
        return cell.getAsJsonObject().get("cell_type").getAsString().equals("code");
    }
}
