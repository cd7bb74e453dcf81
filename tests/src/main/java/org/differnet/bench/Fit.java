package org.differnet.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.fetch.Fetch;
import org.differnet.fetch.Fetched;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** The fit of one preset, in a process of its own, run as the notebooks' kernel is, so that its memory is its own. */
final class Fit {

    /** The paper's training is measured over so many steps after two that are not counted. */
    private static final int STEPS = 8;

    private static final int UNCOUNTED = 2;

    /** The reference code on the magnetic tiles: 192 epochs of 761 images x 4 views in batches of 96. */
    private static final int REFERENCE_STEPS = 192 * 761 * 4 / 96;

    private Fit() {}

    static void inOwnProcess(String preset, Map<String, Double> reference, Table table)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Ddiffernet.pool.bytes=0",
                "-cp",
                classPath(),
                Fit.class.getName(),
                preset));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            String last = lines.lines().reduce("", (before, line) -> line);
            if (process.waitFor() != 0) {
                throw new IOException("the fit of " + preset + " ended with " + process.exitValue() + ": " + last);
            }
            String[] parts = last.split("\t");
            double seconds = Double.parseDouble(parts[0]);
            Double step = reference.get("training step");
            table.row(parts[1], seconds, Double.NaN, step == null ? null : step * REFERENCE_STEPS);
        }
    }

    public static void main(String[] args) {
        Fetched tiles = Fetch.magneticTiles();
        Dataset dataset = tiles.file().isPresent() ? Datasets.magneticTiles(tiles.path()) : Datasets.synthetic();
        String preset = args[0];
        double seconds = preset.equals("paper") ? paper(dataset) : whole(dataset, preset);
        System.out.printf(
                Locale.ROOT,
                "%f\tfit of %s with %s(), peak memory %.2f GB%n",
                seconds,
                dataset.name(),
                preset,
                Memory.peak() / 1e9);
    }

    private static double whole(Dataset dataset, String preset) {
        Options options = preset.equals("small") ? Options.small() : Options.standard();
        long start = System.nanoTime();
        DifferNet model = DifferNet.fit(dataset, options, ProgressListener.NONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        model.close();
        return seconds;
    }

    /** Seconds of a step times the number of steps. */
    private static double paper(Dataset dataset) {
        long[] times = new long[2];
        long[] steps = new long[1];
        ProgressListener listener = new ProgressListener() {
            @Override
            public void on(Progress progress) {
                if (progress.task().equals("training")) {
                    steps[0] = progress.total();
                    if (progress.done() == UNCOUNTED) {
                        times[0] = System.nanoTime();
                    } else if (progress.done() == UNCOUNTED + STEPS) {
                        times[1] = System.nanoTime();
                        Thread.currentThread().interrupt();
                    }
                }
            }

            @Override
            public void warn(String message) {}
        };
        DifferNet.fit(dataset, Options.paper(), listener).close();
        return (times[1] - times[0]) / 1e9 / STEPS * steps[0];
    }

    /** The class path of this program, which Maven's exec plugin keeps in a class loader. */
    static String classPath() {
        if (Fit.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }
}
