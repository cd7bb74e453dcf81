package org.differnet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.differnet.kernel.KernelSession.Ran;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(900)
class KernelTest {

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

    /** As often as {@code -Ddiffernet.starts=50} says. */
    @Test
    @Timeout(1800)
    void startsRunsAndShutsDownEachTime() throws Exception {
        for (int start = 1; start <= Integer.getInteger("differnet.starts", 3); start++) {
            try (KernelSession session = new KernelSession(folder)) {
                assertEquals("2", session.run("1 + 1").value("text/plain"), "start " + start);
                JsonObject ended = session.ask(Map.of("do", "shutdown"));
                assertEquals(0, ended.get("exit").getAsInt(), "start " + start);
            }
        }
    }

    @Test
    void valueOfTheLastExpressionIsTheResult() throws IOException {
        assertEquals(
                "42", kernel.run("int six = 6;\nint seven = 7;\nsix * seven").value("text/plain"));
    }

    @Test
    void declarationAndVoidCallHaveNoResult() throws IOException {
        assertEquals(List.of(), kernel.run("int quiet = 1;").outputs());
        assertEquals(List.of(), kernel.run("void nothing() {}\nnothing()").outputs());
    }

    @Test
    void imageIsShownAsPng() throws IOException {
        String png = kernel.run("new java.awt.image.BufferedImage(3, 2, 1)").value("image/png");
        assertTrue(png.startsWith("iVBOR"), png);
    }

    @Test
    void printedTextIsFlushedWithoutALineEnd() throws IOException {
        assertEquals(
                "no line end",
                kernel.run("System.out.print(\"no line end\");")
                        .only("stream")
                        .get("text")
                        .getAsString());
    }

    @Test
    void formattedTextArrivesInOnePieceAboveWhatIsShownAfterIt() throws IOException {
        String code = "System.out.printf(\"%d of %s%n\", 1, \"ä\");\ndisplay(7);\nSystem.out.println(2);";
        List<JsonObject> outputs = kernel.run(code).outputs();
        assertEquals("1 of ä\n", outputs.get(0).get("text").getAsString());
        assertEquals("display_data", outputs.get(1).get("type").getAsString());
        assertEquals("2\n", outputs.get(2).get("text").getAsString());
    }

    @Test
    void manyLinesComeInFewMessages() throws IOException {
        JsonObject printed = kernel.run("for (int i = 0; i < 5000; i++) System.out.println(i);")
                .only("stream");
        assertTrue(printed.get("text").getAsString().endsWith("4998\n4999\n"));
        assertTrue(printed.get("messages").getAsInt() < 500, printed.get("messages") + " messages");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BigDecimal",
                "URI",
                "Executors",
                "java.util.concurrent.Flow",
                "Preferences",
                "Pattern",
                "File",
                "Map"
            })
    void whatIJavaImportsIsImported(String type) throws IOException {
        assertEquals("ok", kernel.run(type + ".class").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Path", "Files", "Stream", "Function", "Duration", "DifferNet", "Dataset", "Notebook"})
    void nothingElseIsImported(String type) throws IOException {
        assertTrue(kernel.run(type + ".class").error().contains("cannot find symbol"));
    }

    @Test
    void displayShowsHtmlAndItsIdUpdatesIt() throws IOException {
        Ran ran = kernel.run(
                "String id = display(\"<b>1</b>\", \"text/html\");\nupdateDisplay(id, \"<b>2</b>\", \"text/html\")");
        JsonObject shown = ran.only("display_data");
        JsonObject updated = ran.only("update_display_data");
        assertEquals("<b>1</b>", shown.getAsJsonObject("data").get("text/html").getAsString());
        assertEquals(
                "<b>2</b>", updated.getAsJsonObject("data").get("text/html").getAsString());
        assertEquals(shown.get("transient"), updated.get("transient"));
    }

    @Test
    void lastDisplayDoesNotShowItsId() throws IOException {
        assertEquals(1, kernel.run("display(List.of(1, 2))").outputs().size());
    }

    @Test
    void compileErrorShowsTheLineOfTheCellAndACaret() throws IOException {
        Ran ran = kernel.run("int fine = 1;\n\nint wrong = unknownName + 1;");
        assertEquals("error", ran.status());
        assertTrue(ran.error().contains("Line 3: cannot find symbol\n"), ran.error());
        assertTrue(ran.error().contains("    int wrong = unknownName + 1;\n                ^"), ran.error());
    }

    @Test
    void exceptionNamesCellAndLineAndNoFrameOfTheKernel() throws IOException {
        Ran ran = kernel.run("int divide(int by) {\n  return 1 / by;\n}\ndivide(0)");
        assertEquals("ArithmeticException", ran.only("error").get("ename").getAsString());
        assertTrue(
                ran.error()
                        .matches("(?s)java.lang.ArithmeticException: / by zero\n    at divide \\(cell \\d+, line 2\\)\n"
                                + "    at cell \\d+, line 4\n"),
                ran.error());
    }

    @Test
    void errorLeavesTheKernelAlive() throws IOException {
        assertEquals("error", kernel.run("throw new StackOverflowError()").status());
        assertEquals("3", kernel.run("1 + 2").value("text/plain"));
    }

    @Test
    void cellsSentBehindAFailingOneAreNotRun() throws IOException {
        List<String> codes = List.of("int ran = 0;", "int none = 1 / 0;", "ran++;", "ran++;");
        JsonObject answer = kernel.ask(Map.of("do", "execute_at_once", "codes", codes));
        assertEquals(
                "[\"ok\",\"error\",\"aborted\",\"aborted\"]",
                answer.get("statuses").toString());
        assertEquals("0", kernel.run("ran").value("text/plain"));
    }

    @Test
    void causeIsShown() throws IOException {
        Ran ran = kernel.run("throw new IllegalStateException(\"outer\", new java.io.IOException(\"inner\"))");
        assertTrue(ran.error().contains("Caused by: java.io.IOException: inner"), ran.error());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.sleep(600_000);",
                "while (!Thread.currentThread().isInterrupted()) { Math.sqrt(2); }\nThread.sleep(600_000);",
                "while (true);"
            })
    void interruptEndsTheCellAndLeavesTheKernelAlive(String code) throws IOException {
        Ran ran = kernel.interrupt(code);
        assertEquals("error", ran.status());
        assertTrue(ran.error().contains("The cell was interrupted."), ran.error());
        assertEquals("4", kernel.run("2 + 2").value("text/plain"));
    }

    @Test
    void interruptEndsALoopOfNativeCallsOfACell() throws IOException {
        String loop = """
                import ai.djl.ndarray.*;
                import ai.djl.ndarray.types.Shape;
                NDManager work = NDManager.newBaseManager();
                NDArray square = work.randomNormal(new Shape(1500, 1500));
                System.out.println("in the loop");
                while (true) { try (NDArray product = square.matMul(square)) { product.getFloat(0, 0); } }
                """;
        JsonObject answer = kernel.ask(Map.of("do", "execute", "code", loop, "interrupt_at", "in the loop"));
        assertEquals("error", answer.get("status").getAsString());
        assertTrue(answer.get("seconds_after_interrupt").getAsDouble() < 8, answer.toString());
        assertEquals("4", kernel.run("2 + 2").value("text/plain"));
    }

    @Test
    void interruptEndsALongNativeFitAfterItsStepAndLeavesItsFlow() throws IOException {
        String fit = """
                import ai.djl.Device;
                import ai.djl.ndarray.*;
                import ai.djl.ndarray.types.Shape;
                import org.differnet.features.FeatureBatches;
                import org.differnet.flow.*;
                import org.differnet.flow.Flow;
                FeatureBatches noise = new FeatureBatches() {
                    public int stepsPerEpoch() { return 100; }
                    public NDArray batch(int epoch, int step, NDManager manager) {
                        return manager.randomNormal(new Shape(96, 768));
                    }
                };
                Flow flow = Flow.create(FlowOptions.paper().withHiddenUnits(256), 768, 1, Device.cpu());
                long begin = System.nanoTime();
                double[] stepSeconds = new double[1];
                History history = Trainer.fit(flow, noise, TrainOptions.paper(), progress -> {
                    if (progress.done() == 3) {
                        stepSeconds[0] = (System.nanoTime() - begin) / 3e9;
                        System.out.println("started");
                    }
                });
                """;
        JsonObject answer = kernel.ask(Map.of("do", "execute", "code", fit, "interrupt_at", "started"));
        assertEquals("ok", answer.get("status").getAsString(), answer.toString());
        double step = Double.parseDouble(kernel.run("stepSeconds[0]").value("text/plain"));
        assertTrue(answer.get("seconds_after_interrupt").getAsDouble() < 1 + 5 * step, answer + ", a step is " + step);
        assertEquals("true", kernel.run("history.stopped()").value("text/plain"));
        String sampled = "try (NDManager m = flow.manager().newSubManager()) {"
                + " System.out.print(flow.sample(2, 1, m).getShape()); }";
        assertEquals("(2, 768)", kernel.run(sampled).only("stream").get("text").getAsString());
    }

    @Test
    void cellEndsWhileAThreadThatItStartedRunsOn() throws IOException {
        String code =
                "var worker = new Thread(() -> { while (true) { java.util.concurrent.locks.LockSupport.park(); } });"
                        + "\n{ worker.start(); Thread.sleep(300); }\nworker.isAlive()";
        assertEquals("true", kernel.run(code).value("text/plain"));
    }

    @Test
    void whatAThreadShowsAfterItsCellIsShown() throws Exception {
        JsonObject answer = kernel.ask(Map.of("do", "execute", "code", """
                String id = display("waiting");
                new Thread(() -> {
                    try {
                        Thread.sleep(1000);
                    } catch (InterruptedException e) {
                        return;
                    }
                    display("late");
                    updateDisplay(id, "done");
                }).start();
                """, "late_messages", 2));
        assertEquals("ok", answer.get("status").getAsString());
        String late = answer.getAsJsonArray("late").toString();
        assertTrue(late.contains("display_data") && late.contains("update_display_data"), late);
    }

    @Test
    void interruptOfTheWaitForAFitLeavesItsTrainingAlone() throws IOException {
        String begin = """
                import org.differnet.*;
                import org.differnet.data.*;
                import org.differnet.features.backbone.*;
                import org.differnet.work.*;
                Options endless = Options.small().withTrainViews(1).withTestViews(1).withEpochs(100_000);
                Fit fit = DifferNet.fitting(Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3), endless,
                        ProgressListener.NONE);
                """;
        assertEquals("ok", kernel.run(begin).status());
        Ran waited = kernel.interrupt("DifferNet model = fit.model();");
        assertEquals("error", waited.status());
        assertTrue(waited.error().contains("the fit goes on"), waited.error());
        kernel.interrupt("while (true);");
        assertEquals("false", kernel.run("fit.isDone()").value("text/plain"));
        kernel.run("while (fit.progress().stream().noneMatch(it -> it.task().equals(\"training\"))) Thread.sleep(50);");
        assertEquals(
                "true", kernel.run("fit.stop().model().history().stopped()").value("text/plain"));
    }

    @Test
    void standardInputIsEmpty() throws IOException {
        assertEquals("-1", kernel.run("System.in.read()").value("text/plain"));
    }

    @Test
    void completionOffersMembersInTheLastStatement() throws IOException {
        String code = "int done = 1;\nString word = \"ä𝄞\"; Math.ma";
        JsonObject answer =
                kernel.ask(Map.of("do", "complete", "code", code, "at", code.codePointCount(0, code.length())));
        assertEquals("[\"max(\"]", answer.get("matches").toString());
        assertEquals(
                2,
                answer.get("cursor_end").getAsInt() - answer.get("cursor_start").getAsInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Math.floorMod(7, 3) | 7 | int Math.floorMod(int x, int y)",
                "Math.abs | 8 | int Math.abs(int a)",
                "Math.abs( | 8 | int Math.abs(int a)",
                "Math.abs( | 9 | int Math.abs(int a)",
                "int i = Math.abs | 14 | int Math.abs(int a)",
                "\"a\".repeat | 10 | String String.repeat(int count)",
                "Integer | 3 | java.lang.Integer",
                "int i = Math.abs | 10 | java.lang.Math"
            })
    void inspectionShowsSignatures(String code, int at, String signature) throws IOException {
        JsonObject answer = kernel.ask(Map.of("do", "inspect", "code", code, "at", at));
        String text = answer.getAsJsonObject("data").get("text/plain").getAsString();
        assertTrue(text.contains(signature), text);
    }

    @Test
    void inspectionOfAnUnknownNameFindsNothing() throws IOException {
        JsonObject answer = kernel.ask(Map.of("do", "inspect", "code", "neverHeardOf", "at", 4));
        assertFalse(answer.get("found").getAsBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int x = 1 | complete",
                "int x = 1; | complete",
                "// nothing | complete",
                "%jars lib/*.jar | complete",
                "void f() { } g(unknown); | complete",
                "unknown + 1 | complete",
                "import java.util.List; | complete",
                "private static final int N = 1; | complete",
                "for (;;) { | incomplete",
                "if (true) | incomplete",
                "int i = 1 + | incomplete",
                "System.out.println(\"a\" | incomplete",
                "/* not yet closed | incomplete",
                "@Deprecated | incomplete",
                "int = = ; | invalid",
                "int = = 3 ) | invalid",
                "foo bar baz; | invalid",
                "1 +* 2 | invalid",
                "int ok = 1; int 3x = 4; | invalid",
                "} | invalid"
            })
    void completenessOfCodeIsTold(String code, String status) throws IOException {
        assertEquals(
                status,
                kernel.ask(Map.of("do", "is_complete", "code", code))
                        .get("status")
                        .getAsString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel_info", "comm_info", "history"})
    void everyReplySaysItsStatus(String request) throws IOException {
        assertEquals("ok", kernel.ask(Map.of("do", request)).get("status").getAsString());
    }

    @ParameterizedTest
    @CsvSource({"Windows 11, mvn.cmd", "Linux, mvn", "Mac OS X, mvn"})
    void mavenIsCalledByTheNameThatTheSystemKnows(String system, String command) {
        assertEquals(command, Magics.command(system));
    }

    @Test
    void pathsOfWindowsAreUnderstoodInPatterns() {
        assertEquals("C:/my jars/*.jar", Magics.withSlashes("C:\\my jars\\*.jar", '\\'));
        assertEquals("/a\\b/*.jar", Magics.withSlashes("/a\\b/*.jar", '/'));
    }

    @Test
    void unknownMagicNamesTheKnownOnes() throws IOException {
        String error = kernel.run("%fetch x").error();
        assertTrue(error.contains("%fetch is not known here; there are %maven, %jars, %classpath and %load"), error);
    }

    @Test
    void loadRunsAFileInTheSession() throws IOException {
        Path file = folder.resolve("my code.jshell");
        Files.writeString(file, "int loaded = 7;\n");
        assertEquals("8", kernel.run("%load " + file + "\nloaded + 1").value("text/plain"));
    }

    @Test
    void classPathTakesAFolder() throws IOException {
        Files.writeString(folder.resolve("greeting.txt"), "hello");
        String code = "%classpath " + folder + "\n"
                + "Thread.currentThread().getContextClassLoader().getResource(\"greeting.txt\") != null";
        assertEquals("true", kernel.run(code).value("text/plain"));
    }

    @Test
    void jarsThatAreNotThereAreNamed() throws IOException {
        String error = kernel.run("%jars nowhere/*.jar").error();
        assertTrue(error.contains("%jars found nothing at 'nowhere/*.jar'"), error);
    }
}
