package org.differnet.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.differnet.DifferNet;
import org.differnet.data.Sample;
import org.differnet.score.many.ScoredImages;

/**
 * Scores the images of a list on a cluster or on one machine, and prints how long that took.
 *
 * <p>Arguments: "alone" or the address of the cluster; the model file; a file that lists paths; where results go. It prints
 * "measured", the seconds and, on one machine, the seconds of processor time; on a cluster "begins" before and a line for each
 * task that ends.
 */
final class ClusterDriver {

    /** So many images make everything ready before the time is taken. */
    private static final int WARM_UP = 4;

    /** Small tasks, so that there are some before and after an executor is lost. */
    private static final int IMAGES_OF_A_TASK = 8;

    private ClusterDriver() {}

    /** Leaves a file of sorted lines, path and score. */
    public static void main(String[] arguments) throws IOException {
        Path model = Path.of(arguments[1]);
        List<String> paths = Files.readAllLines(Path.of(arguments[2]));
        if (arguments[0].equals("alone")) {
            alone(model, paths, Path.of(arguments[3]));
        } else {
            onCluster(arguments[0], model, paths, arguments[3]);
        }
    }

    private static void alone(Path model, List<String> paths, Path scores) throws IOException {
        try (DifferNet open = DifferNet.load(model)) {
            open.scoreAll(samples(paths.subList(0, WARM_UP)));
            Duration before = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
            long start = System.nanoTime();
            ScoredImages scored = open.scoreAll(samples(paths));
            double seconds = (System.nanoTime() - start) / 1e9;
            Duration after = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
            System.out.printf(Locale.ROOT, "measured %.2f %.2f%n", seconds, seconds(after.minus(before)));
            Files.write(
                    scores,
                    scored.rows()
                            .map(row -> row.file() + " " + row.score())
                            .sorted()
                            .toList());
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }

    private static List<Sample> samples(List<String> paths) {
        return paths.stream()
                .map(path -> Sample.ofStream(path, Sample.GOOD, () -> Files.newInputStream(Path.of(path))))
                .toList();
    }

    private static void onCluster(String master, Path model, List<String> paths, String out) throws IOException {
        try (SparkSession session = SparkSession.builder()
                .master(master)
                .appName("cluster")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.cores", "1")
                .config("spark.executor.memory", "1g")
                .config("spark.executor.extraClassPath", Cluster.folders())
                .getOrCreate()) {
            List<String> some = paths.subList(0, 2 * WARM_UP);
            SparkScoring.score(session, some, model)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(out);
            AtomicInteger tasks = new AtomicInteger();
            session.sparkContext().addSparkListener(new SparkListener() {
                @Override
                public void onTaskEnd(SparkListenerTaskEnd end) {
                    System.out.println("task " + tasks.incrementAndGet());
                }
            });
            System.out.println("begins");
            long start = System.nanoTime();
            SparkScoring.score(session, paths, model)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(out);
            System.out.printf(Locale.ROOT, "measured %.2f%n", (System.nanoTime() - start) / 1e9);
            Files.write(
                    Path.of(out + ".scores"),
                    session.read().parquet(out).collectAsList().stream()
                            .map(row -> row.getAs("path") + " " + row.getAs("score"))
                            .sorted()
                            .toList());
        }
    }
}
