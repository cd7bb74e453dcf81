package org.differnet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.differnet.DifferNet;
import org.differnet.JavaProcess;
import org.differnet.Options;
import org.differnet.Untrained;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.features.Backbone;
import org.differnet.flow.FlowOptions;
import org.differnet.score.Threshold;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands leave that are interrupted, or whose output goes nowhere. */
@ExtendWith(Untrained.class)
class EarlyEndTest {

    private static final Dataset PLATES =
            Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 2, 3).inMemory();
    private static final int TERMINATED = 128 + 15;

    @TempDir
    static Path shared;

    private static Path model;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void makeModel() {
        Options quick = Options.standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withFolds(0)
                .withBackbone(Backbone.alexNet().untrained(0))
                .withTrainViews(1)
                .withTestViews(1)
                .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8))
                .withEpochs(1);
        model = shared.resolve("model.safetensors");
        try (DifferNet fitted = DifferNet.fit(PLATES, quick, ProgressListener.NONE);
                DifferNet good =
                        fitted.withThreshold(new Threshold(Double.MAX_VALUE, "a test", 1, "made up", "none"))) {
            good.save(model);
        }
    }

    @BeforeEach
    void writeImages() throws IOException {
        List<Sample> images = PLATES.test();
        for (int i = 0; i < 4; i++) {
            ImageIO.write(
                    images.get(i).image(), "png", folder.resolve(i + ".png").toFile());
        }
    }

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score MODEL FOLDER -q",
                "score MODEL FOLDER --json -q",
                "score MODEL FOLDER --csv -q",
                "score MODEL FOLDER -q --csv=FOLDER/scores.csv",
                "card MODEL",
                "card MODEL --json",
                "check FOLDER -q",
                "check FOLDER -q --json",
                "fit FOLDER -q -o FOLDER/m.safetensors --preset small --epochs 1",
                "--help",
                "score --help",
                "--version"
            })
    void outputIntoAFullDiskEndsWithTwoAndSaysSo(String command) throws IOException {
        assertEquals(2, run(new Breaking(0, "No space left on device"), command), err.toString());
        assertTrue(err.toString().contains("No space left on device"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--csv"})
    void aClosedPipeEndsTheScoringAtOnceAndWithoutAWord(String form) throws IOException {
        for (int i = 4; i < 120; i++) {
            Files.copy(folder.resolve("0.png"), folder.resolve(i + ".png"));
        }
        Breaking pipe = new Breaking(3, "Broken pipe");
        long start = System.nanoTime();
        assertEquals(2, run(pipe, "score MODEL FOLDER -q " + form));
        assertEquals("", err.toString());
        assertEquals(4, pipe.flushes, "nothing is written after it broke");
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60));
    }

    @Test
    void progressOfRowsOnTheStandardOutputGoesToTheStandardError() throws IOException {
        run(out, "score MODEL FOLDER --json");
        assertTrue(err.toString().contains("scoring 4/4"), err.toString());
        assertEquals(4, out.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void anInterruptOfRowsOnTheStandardOutputSaysHowManyThereAre() throws IOException {
        for (int i = 4; i < 60; i++) {
            Files.copy(folder.resolve("0.png"), folder.resolve(i + ".png"));
        }
        OutputStream stopping = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                Thread.currentThread().interrupt();
            }
        };
        assertEquals(2, run(stopping, "score MODEL FOLDER --json -q"));
        long lines = stopping.toString().lines().count();
        assertTrue(lines > 0 && lines < 60, lines + " lines");
        assertEquals("Stopped: after " + lines + " of 60 images" + System.lineSeparator(), err.toString());
    }

    @ParameterizedTest
    @CsvSource({"loss, ''", "the threshold, ''", "the threshold, --patience=0.6"})
    void anInterruptOnceTrainingHasBegunLeavesAModel(String at, String more) throws IOException {
        Path fitted = folder.resolve("m.safetensors");
        assertEquals(2, runInterruptedAt(at, "fit FOLDER -o FOLDER/m.safetensors --preset small --epochs 1 " + more));
        String said = err.toString();
        assertTrue(said.contains("m.safetensors is written") && said.contains("Stopped: "), said);
        DifferNet.load(fitted, ProgressListener.NONE).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "features of training images"})
    void anInterruptBeforeTrainingSaysThatNothingIsKept(String at) throws IOException {
        assertEquals(2, runInterruptedAt(at, "fit FOLDER -o FOLDER/m.safetensors --preset small --epochs 1"));
        assertTrue(
                err.toString().contains("Stopped: before training had begun, so that nothing is kept"), err.toString());
        assertFalse(Files.exists(folder.resolve("m.safetensors")));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aProcessThatIsToldToEndInTrainingWritesItsModelFirst() throws Exception {
        Path fitted = folder.resolve("m.safetensors");
        Process process = JavaProcess.start(
                List.of(),
                List.of("-cp", JavaProcess.CLASS_PATH, "-Djava.awt.headless=true"),
                Main.class,
                "fit",
                folder,
                "-o",
                fitted,
                "--preset",
                "small",
                "--epochs",
                "100000");
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.contains("features of training images")) {
                    Thread.sleep(3000);
                    process.toHandle().destroy();
                }
            }
            assertEquals(TERMINATED, process.waitFor(), said.toString());
        } finally {
            process.destroyForcibly();
        }
        assertTrue(said.toString().contains("Stopping: "), said.toString());
        try (DifferNet loaded = DifferNet.load(fitted, ProgressListener.NONE)) {
            assertTrue(loaded.history().stopped(), said.toString());
            assertTrue(loaded.threshold().known(), said.toString());
        }
    }

    private int run(OutputStream to, String command) {
        return Main.run(new Results(to), new PrintWriter(err, true), arguments(command));
    }

    /** Interrupts this thread where a line of the standard error has a word. */
    private int runInterruptedAt(String word, String command) {
        PrintWriter to = new PrintWriter(err, true) {
            private boolean done;

            @Override
            public void println(String line) {
                super.println(line);
                if (line.contains(word) && !done) {
                    done = true;
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void println(Object line) {
                println(String.valueOf(line));
            }
        };
        return Main.run(new Results(out), to, arguments(command));
    }

    private String[] arguments(String command) {
        return command.replace("MODEL", model.toString())
                .replace("FOLDER", folder.toString())
                .strip()
                .split(" ");
    }

    /** Writes so many lines. */
    private static final class Breaking extends OutputStream {

        private final int lines;
        private final String reason;
        private int written;
        private int flushes;

        Breaking(int lines, String reason) {
            this.lines = lines;
            this.reason = reason;
        }

        @Override
        public void write(int b) throws IOException {
            if (written >= lines) {
                throw new IOException(reason);
            }
            written += b == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            flushes++;
            super.write(bytes, from, length);
        }
    }
}
