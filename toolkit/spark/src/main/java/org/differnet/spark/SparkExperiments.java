package org.differnet.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.differnet.experiment.Experiment;
import org.differnet.experiment.Results;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/**
 * The paper's experiments on a cluster of Apache Spark: each model is a task.
 *
 * <pre>{@code
 * SparkExperiments.run(session, () -> Experiments.table2(Datasets.magneticTiles(Path.of("/shared/tiles"))).withSeeds(0, 1, 2)).table()
 * }</pre>
 *
 * <p>A finished run is a line in the file of the experiment on the driver's machine at once, the same that {@link
 * Experiment#run()} writes, and is not made again, by either. A fit uses the cores of its executor's machine: give a task all
 * of them with {@code spark.task.cpus}. An executor makes one model at a time in any case.
 */
public final class SparkExperiments {

    /** Gradients are collected by one fit at a time in a process. */
    private static final Object ONE_FIT = new Object();

    private SparkExperiments() {}

    /** Makes an experiment, on the driver and again on each executor: of data that all of them reach. */
    public interface Source extends Supplier<Experiment>, Serializable {}

    /** {@link #run(SparkSession, Source, ProgressListener)}, reporting to the default listener. */
    public static Results run(SparkSession session, Source source) {
        return run(session, source, ProgressListener.getDefault());
    }

    /**
     * Makes the runs that are not in the experiment's file yet.
     *
     * @param source its file lies on the driver's machine
     * @throws IllegalStateException if a run failed or was made by other code or from other data, once all others are made
     *     and in the file
     * @throws CancellationException if the thread is interrupted; what was finished before is in the file
     */
    public static Results run(SparkSession session, Source source, ProgressListener listener) {
        Experiment experiment = source.get();
        return experiment.run(
                (models, made) -> make(session.sparkContext(), source, experiment.name(), models, made, listener),
                listener);
    }

    private static void make(
            SparkContext context,
            Source source,
            String name,
            List<List<Integer>> models,
            Consumer<List<String>> made,
            ProgressListener listener) {
        long start = System.nanoTime();
        List<String> failures = new ArrayList<>();
        int[] done = {0};
        JavaRDD<List<Integer>> tasks = new JavaSparkContext(context).parallelize(models, models.size());
        Function1<Iterator<List<Integer>>, Made> task =
                (Function1<Iterator<List<Integer>>, Made> & Serializable) places -> make(source, places.next());
        Function2<Object, Made, BoxedUnit> result = (place, outcome) -> {
            made.accept(outcome.lines());
            if (!outcome.failure().isEmpty()) {
                failures.add(outcome.failure());
                listener.warn(outcome.failure());
            }
            done[0]++;
            Duration spent = Duration.ofNanos(System.nanoTime() - start);
            listener.on(new Progress(name, done[0], models.size(), Double.NaN, spent));
            return BoxedUnit.UNIT;
        };
        ClassTag<Made> type = ClassTag$.MODULE$.apply(Made.class);
        String group = "differnet-" + UUID.randomUUID();
        context.setJobGroup(group, name, true);
        try {
            context.runJob(tasks.rdd(), task, result, type);
        } catch (Exception e) {
            context.cancelJobGroup(group);
            // Scala declares no exceptions.
            if (e instanceof InterruptedException) {
                throw new CancellationException(name + " was stopped");
            }
            throw e;
        } finally {
            context.clearJobGroup();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " of " + models.size() + " models failed, the first: "
                    + failures.get(0) + ". The others are in the file");
        }
    }

    /**
     * What became of a model.
     *
     * @param lines of its runs
     * @param failure why there are none; empty where there are
     */
    private record Made(ArrayList<String> lines, String failure) implements Serializable {}

    private static Made make(Source source, List<Integer> places) {
        Experiment experiment = source.get();
        synchronized (ONE_FIT) {
            try {
                return new Made(new ArrayList<>(experiment.make(places, ProgressListener.console())), "");
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                String run = experiment.runs().get(places.get(0)).name();
                return new Made(new ArrayList<>(), run + " on " + Host.name() + ": " + e);
            }
        }
    }
}
