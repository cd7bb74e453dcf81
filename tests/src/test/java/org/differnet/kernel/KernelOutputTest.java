package org.differnet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.differnet.kernel.KernelSession.Ran;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cell brings forth beside its value: what its threads throw, what it prints, what it empties. */
@Timeout(900)
class KernelOutputTest {

    @TempDir
    static Path folder;

    private static KernelSession kernel;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        kernel = new KernelSession(folder);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (kernel != null) {
            kernel.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new Thread(() -> { throw new IllegalStateException(\"lost\"); }).start();",
                "Thread late = new Thread(() -> { throw new IllegalStateException(\"lost\"); });\nlate.start();\nlate.join();",
                "Executors.newFixedThreadPool(2).execute(() -> { throw new IllegalStateException(\"lost\"); });",
                "var pool = Executors.newCachedThreadPool();\npool.execute(() -> { throw new IllegalStateException(\"lost\"); });\npool.shutdown();",
                "var timer = new Timer();\ntimer.schedule(new TimerTask() { public void run() { throw new IllegalStateException(\"lost\"); } }, 1);"
            })
    void exceptionInAThreadShowsOnStandardErrorOfTheCell(String code) throws IOException {
        Ran ran = kernel.run(code);
        assertEquals("ok", ran.status());
        String said = printed(ran, "stderr");
        assertTrue(said.startsWith("Exception in thread \""), ran.toString());
        assertTrue(said.contains("java.lang.IllegalStateException: lost\n    at a cell\n"), said);
    }

    @Test
    void whatAThreadPrintsAfterItsCellIsNotLost() throws IOException {
        kernel.run("new Thread(() -> { try { Thread.sleep(400); } catch (InterruptedException e) {}"
                + " System.out.println(\"late\"); }).start();");
        assertEquals("late\n", printed(kernel.run("Thread.sleep(800);"), "stdout"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new int[] {1, 2, 3} | [1, 2, 3]",
                "new double[][] {{0.5}, {}} | [[0.5], []]",
                "new String[] {\"a\", null} | [a, null]",
                "new boolean[0] | []",
                "new byte[] {-1} | [-1]",
                "\"ab\".toCharArray() | [a, b]"
            })
    void arrayPrintsItsElements(String code, String text) throws IOException {
        assertEquals(text, kernel.run(code).value("text/plain"));
    }

    @Test
    void longArrayIsCut() throws IOException {
        String text = kernel.run("new float[100_000]").value("text/plain");
        assertTrue(text.startsWith("[0.0, 0.0, ") && text.endsWith(", ... 100000 in all]"), text);
        assertTrue(text.length() < 1000, text);
    }

    @Test
    void arrayOfManyArraysIsCut() throws IOException {
        int length = kernel.run("new double[1000][1000]").value("text/plain").length();
        assertTrue(length < 5000, length + " characters");
    }

    @Test
    void arrayWithinItselfEnds() throws IOException {
        String code = "Object[] own = new Object[1];\nown[0] = own;\nown";
        assertTrue(kernel.run(code).value("text/plain").startsWith("[[["));
    }

    @Test
    void displayShowsTheElementsOfAnArray() throws IOException {
        JsonObject data =
                kernel.run("display(new int[] {1, 2})").only("display_data").getAsJsonObject("data");
        assertEquals("[1, 2]", data.get("text/plain").getAsString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class Old {} | Old one = new Old(); Map<String, Old> many = new HashMap<>(); int other = 1; | class Old { int i; } | one, many",
                "record Point(int x) {} | Point p = new Point(1); var q = new Point(2); | record Point(int x, int y) {} | p, q",
                "enum Way { UP } | Way way = Way.UP; Way[] ways = {Way.UP}; | enum Way { UP, DOWN } | way, ways",
                "interface Shape {} | Shape shape = new Shape() {}; | interface Shape { int area(); } | shape",
                "class Inner {} class Outer { Inner inner; } | Outer outer = new Outer(); | class Inner { int i; } | outer"
            })
    void redefinedTypeSaysWhichVariablesItEmptied(String before, String variables, String again, String emptied)
            throws IOException {
        assertEquals("ok", kernel.run(before).status());
        assertEquals("ok", kernel.run(variables).status());
        String said = printed(kernel.run(again), "stderr");
        assertTrue(said.contains("Emptied, since their type was declared anew: " + emptied + "\n"), said);
    }

    @Test
    void sameTypeDeclaredAgainEmptiesNothing() throws IOException {
        kernel.run("class Same {}\nSame same = new Same();");
        assertEquals(List.of(), kernel.run("class Same {}").outputs());
        assertFalse(kernel.run("same").outputs().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"100000, line", "20000, "})
    void everyPrintedLineArrives(int lines, String text) throws IOException {
        String word = text == null ? "x".repeat(2000) : text;
        String code = "for (int i = 0; i < " + lines + "; i++) System.out.println(i + \" " + word + "\");";
        String printed = printed(kernel.run(code), "stdout");
        assertEquals(lines, printed.lines().count());
        assertTrue(printed.endsWith((lines - 1) + " " + word + "\n"));
    }

    private static String printed(Ran ran, String stream) {
        return ran.outputs().stream()
                .filter(output ->
                        output.has("name") && output.get("name").getAsString().equals(stream))
                .map(output -> output.get("text").getAsString())
                .collect(Collectors.joining());
    }
}
