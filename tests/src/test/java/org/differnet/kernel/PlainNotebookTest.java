package org.differnet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A notebook run from Java alone, in a process of its own. */
@Timeout(900)
class PlainNotebookTest {

    @TempDir
    Path folder;

    private Path page;
    private Path executed;

    @BeforeEach
    void nameFiles() {
        page = folder.resolve("out/n.html");
        executed = folder.resolve("out/n.ipynb");
    }

    @Test
    void pageHoldsTextTablesPicturesAndFormulas() throws Exception {
        assertEquals(
                0,
                run(
                                markdown("# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n$x_1 < y_2$ and $z_3$"),
                                code("new java.awt.image.BufferedImage(2, 2, 1)"),
                                code("System.out.println(\"<script>\");\nnew int[] {1, 2}"),
                                code("String id = display(\"one\", \"text/html\");"),
                                code("updateDisplay(id, \"<b>two</b>\", \"text/html\");"))
                        .waitFor());
        String html = Files.readString(page);
        assertTrue(html.contains("<h1>Title</h1>"), html);
        assertTrue(html.contains("<td>1</td>"), html);
        assertTrue(html.contains("$x_1 &lt; y_2$ and $z_3$"), html);
        assertTrue(html.contains("<img src=\"data:image/png;base64,iVBOR"), html);
        assertTrue(html.contains("<pre class=\"stdout\">&lt;script&gt;\n</pre>"), html);
        assertTrue(html.contains("[1, 2]"), html);
        assertTrue(html.contains("<b>two</b>") && !html.contains(">one<"), html);
        assertFalse(html.contains("http"), html);
    }

    @Test
    void plotlyIsInThePageOnceForAllItsCharts() throws Exception {
        String code =
                "display(\"<div id='f'></div><script>window.differnetPlotly.then(f => f)</script>\", \"text/html\")";
        assertEquals(0, run(code(code), code(code)).waitFor());
        String html = Files.readString(page);
        assertEquals(2, html.split("id=\"differnet-plotly\"", -1).length);
    }

    @Test
    void formulasBringTheScriptThatDrawsThemAndPagesWithoutDoNot() throws Exception {
        assertEquals(0, run(markdown("$x^2$"), markdown("$$y$$")).waitFor());
        assertEquals(2, Files.readString(page).split("id=\"differnet-katex\"", -1).length);
        assertEquals(0, run(markdown("It costs 5 $."), code("1")).waitFor());
        assertFalse(Files.readString(page).contains("differnet-katex"));
    }

    @Test
    void failedCellEndsTheRunAndIsOnThePage() throws Exception {
        Process process = run(code("int a = 1;"), code("a / 0"), code("System.out.println(\"never\");"));
        assertEquals(1, process.waitFor());
        String html = Files.readString(page);
        assertTrue(html.contains("java.lang.ArithmeticException: / by zero"), html);
        assertFalse(html.contains("<pre class=\"stdout\">never"), html);
    }

    @Test
    void stoppedRunKeepsTheCellsBefore() throws Exception {
        Process process = run(code("6 * 70001"), code("System.out.println(\"here\");\nThread.sleep(600_000);"));
        try (BufferedReader printed = process.inputReader()) {
            printed.lines().filter(line -> line.startsWith("[2/2]")).findFirst();
            process.toHandle().destroy();
            printed.lines().forEach(line -> {});
        }
        assertTrue(process.waitFor() != 0);
        assertTrue(Files.readString(executed).contains("420006"));
    }

    @Test
    void headlinesAreRepeatedAtTheEnd() throws Exception {
        Process process = run(code("System.out.println(\"HEADLINE all is well\");"));
        List<String> lines = process.inputReader().lines().toList();
        assertEquals("all is well", lines.get(lines.size() - 1));
    }

    @Test
    void notebookThatIsMissingIsNamed() throws Exception {
        Process process = start("nowhere.ipynb");
        assertEquals(2, process.waitFor());
        assertTrue(new String(process.getInputStream().readAllBytes()).contains("nowhere.ipynb is missing"));
    }

    private Process run(String... cells) throws IOException {
        Path notebook = folder.resolve("n.ipynb");
        Files.writeString(
                notebook, Stream.of(cells).collect(Collectors.joining(",", "{\"cells\": [", "], \"nbformat\": 4}")));
        return start(notebook.toString());
    }

    private Process start(String notebook) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        classPath,
                        "org.differnet.kernel.PlainNotebook",
                        notebook,
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String code(String source) {
        return "{\"cell_type\": \"code\", \"source\": " + new Gson().toJson(source) + "}";
    }

    private static String markdown(String source) {
        return "{\"cell_type\": \"markdown\", \"source\": " + new Gson().toJson(source) + "}";
    }
}
