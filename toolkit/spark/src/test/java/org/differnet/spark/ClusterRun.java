package org.differnet.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Scores the photographs of a folder on a standalone cluster on this machine, with one and two executors of one core and with
 * one of two killed on the way, and by {@code scoreAll} on as many cores.
 *
 * <p>Arguments: a folder of *.jpg; a model file; how many photographs; how many rounds.
 */
final class ClusterRun {

    /** What a driver that Spark's own script does not start needs. */
    private static final List<String> OPEN =
            List.of(System.getProperty("spark.jvm").strip().split("\\s+"));

    private final Path folder = Path.of("target", "cluster").toAbsolutePath();
    private final Path paths = folder.resolve("paths.txt");
    private final String model;
    private final int images;

    private ClusterRun(Path photographs, String model, int images) throws IOException {
        this.model = model;
        this.images = images;
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.walk(photographs)) {
            Files.write(
                    paths,
                    files.filter(file -> file.toString().endsWith(".jpg"))
                            .sorted()
                            .limit(images)
                            .map(Path::toString)
                            .toList());
        }
    }

    /** Prints a line for each measurement as it is made. */
    public static void main(String[] arguments) throws IOException {
        ClusterRun run = new ClusterRun(
                Path.of(arguments[0]).toAbsolutePath(),
                Path.of(arguments[1]).toAbsolutePath().toString(),
                Integer.parseInt(arguments[2]));
        for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
            for (int cores = 1; cores <= 2; cores++) {
                run.alone(cores);
                run.cluster(cores, false);
            }
            run.cluster(2, true);
        }
    }

    private void alone(int cores) throws IOException {
        Path scores = folder.resolve("alone.scores");
        Cluster.run(
                line -> {
                    String[] words = line.split(" ");
                    tell("scoreAll, cores: " + cores, Double.parseDouble(words[1]), Double.parseDouble(words[2]));
                },
                List.of("-Xmx1g", "-XX:ActiveProcessorCount=" + cores),
                ClusterDriver.class,
                List.of("alone", model, paths.toString(), scores.toString()));
    }

    private void cluster(int executors, boolean failing) throws IOException {
        String name = "Spark, executors: " + executors + (failing ? ", one killed" : "");
        Path out = folder.resolve("scored");
        List<String> jvm = new ArrayList<>(OPEN);
        jvm.add("-Xmx1g");
        try (Cluster cluster = new Cluster(folder.resolve("home"), executors)) {
            Duration[] before = {Duration.ZERO};
            Cluster.run(
                    line -> {
                        String[] words = line.split(" ");
                        if (words[0].equals("begins")) {
                            before[0] = cluster.executorTime();
                        } else if (failing && line.equals("task 6")) {
                            cluster.kill(1);
                        } else if (words[0].equals("measured")) {
                            Duration used = cluster.executorTime().minus(before[0]);
                            tell(name, Double.parseDouble(words[1]), failing ? Double.NaN : used.toMillis() / 1e3);
                            System.out.println("  an executor had at most " + cluster.executorMemory() + " MB");
                        }
                    },
                    jvm,
                    ClusterDriver.class,
                    List.of(cluster.address(), model, paths.toString(), out.toString()));
        }
        List<String> here = Files.readAllLines(folder.resolve("alone.scores"));
        List<String> there = Files.readAllLines(Path.of(out + ".scores"));
        long same = there.stream().filter(here::contains).count();
        System.out.printf(
                "  %d rows of %d images, %d of them different, %d with the bits of scoreAll%n",
                there.size(), here.size(), there.stream().distinct().count(), same);
    }

    private void tell(String name, double seconds, double processor) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f images/s, %.0f ms of processor time an image%n",
                name,
                images / seconds,
                1000 * processor / images);
    }
}
