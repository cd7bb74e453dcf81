package org.differnet.experiment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.differnet.fetch.Home;
import org.differnet.store.RecordJson;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * Several runs that belong together.
 *
 * <p>A finished run is written to the file at once and never repeated; runs that differ in the number of test views or
 * in the scoring alone share one model.
 *
 * @param name of the experiment and of its figure
 * @param xTitle what {@link Run#x} says; empty where it only counts the runs
 * @param runs in the order of the table
 * @param log the JSON Lines file of finished runs
 * @param threads 1, or more to fit baselines beside DifferNet, of which only one can be fitted at a time
 */
public record Experiment(String name, String xTitle, List<Run> runs, Path log, int threads) {

    public Experiment {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(name + " has no runs; give at least one");
        }
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException("threads is " + threads + "; allowed are 1 to 256");
        }
    }

    /** An experiment whose file lies in the toolkit's home, on one thread. */
    static Experiment of(String name, String xTitle, List<Run> runs) {
        String file = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".jsonl";
        return new Experiment(
                name, xTitle, runs, Home.path().resolve("experiments").resolve(file), 1);
    }

    /** The same runs, kept in another file. */
    public Experiment withLog(Path file) {
        return new Experiment(name, xTitle, runs, file, threads);
    }

    /** The same runs on so many threads. */
    public Experiment withThreads(int count) {
        return new Experiment(name, xTitle, runs, log, count);
    }

    /** Each run once for each seed; the table gives their mean and standard deviation. */
    public Experiment withSeeds(long... seeds) {
        List<Run> all = runs.stream()
                .flatMap(run -> LongStream.of(seeds).mapToObj(run::withSeed))
                .toList();
        return new Experiment(name, xTitle, all, log, threads);
    }

    /**
     * The same experiment with some of its rows alone.
     *
     * @param names of runs, such as "GeoTrans"
     * @throws IllegalArgumentException if it has no row of one of these names; the message lists those there are
     */
    public Experiment only(String... names) {
        List<String> all = runs.stream().map(Run::name).distinct().toList();
        for (String each : names) {
            if (!all.contains(each)) {
                throw new IllegalArgumentException(name + " has no row " + each + "; there are " + all);
            }
        }
        List<String> some = List.of(names);
        return new Experiment(
                name,
                xTitle,
                runs.stream().filter(run -> some.contains(run.name())).toList(),
                log,
                threads);
    }

    /** {@link #run(ProgressListener)}, reporting to the default listener. */
    public Results run() {
        return run(ProgressListener.getDefault());
    }

    /**
     * Makes the runs that are not in the file yet.
     *
     * @throws CancellationException if the thread is interrupted; what was finished before is in the file
     * @throws java.io.UncheckedIOException if the file cannot be read or written
     */
    public Results run(ProgressListener listener) {
        RunLog finished = new RunLog(log);
        Fingerprints fingerprints = new Fingerprints(listener);
        List<List<Run>> models = remaining(finished, fingerprints).stream()
                .map(places -> places.stream().map(runs::get).toList())
                .toList();
        try {
            new Work(models, fingerprints, finished, listener).run();
        } finally {
            listener.end(name);
        }
        return results(finished, fingerprints);
    }

    /** Where runs are made that are not made here, such as a cluster. */
    @FunctionalInterface
    public interface Elsewhere {

        /**
         * Has runs made, by calling {@link #make} there.
         *
         * @param models the places in {@link #runs} of the runs of each model
         * @param made is given what {@code make} returned, piece by piece as it comes, one call at a time
         */
        void make(List<List<Integer>> models, Consumer<List<String>> made);
    }

    /**
     * Has the runs made elsewhere that are not in the file yet. What comes back is in the file at once.
     *
     * @throws IllegalStateException if a run is missing at the end or was made by other code or from other data; what came
     *     back is in the file
     * @throws java.io.UncheckedIOException if the file cannot be read or written
     */
    public Results run(Elsewhere elsewhere, ProgressListener listener) {
        RunLog finished = new RunLog(log);
        Fingerprints fingerprints = new Fingerprints(listener);
        List<List<Integer>> models = remaining(finished, fingerprints);
        if (!models.isEmpty()) {
            elsewhere.make(models, lines -> lines.forEach(finished::append));
        }
        return results(finished, fingerprints);
    }

    /**
     * Makes runs that share a model, and writes no file.
     *
     * @param places in {@link #runs}
     * @return their lines of the file
     * @throws CancellationException if the thread is interrupted
     */
    public List<String> make(List<Integer> places, ProgressListener listener) {
        List<String> lines = new ArrayList<>();
        List<Run> some = places.stream().map(runs::get).toList();
        new Trial(name, some, new Fingerprints(listener), listener).run(run -> lines.add(RecordJson.write(run)));
        return lines;
    }

    /** The places of the runs that are not finished, those of one model together. */
    private List<List<Integer>> remaining(RunLog finished, Fingerprints fingerprints) {
        Map<String, List<Integer>> models = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            if (finished.find(fingerprints.ofRun(runs.get(i))).isEmpty()) {
                models.computeIfAbsent(fingerprints.ofModel(runs.get(i)), model -> new ArrayList<>())
                        .add(i);
            }
        }
        return List.copyOf(models.values());
    }

    private Results results(RunLog finished, Fingerprints fingerprints) {
        return new Results(
                name,
                xTitle,
                runs.stream()
                        .map(run -> new Results.Row(
                                run,
                                finished.find(fingerprints.ofRun(run)).orElseThrow(() -> missing(run, fingerprints))))
                        .toList());
    }

    private IllegalStateException missing(Run run, Fingerprints fingerprints) {
        return new IllegalStateException(
                log + " has no result of \"" + run.name() + "\" by toolkit " + fingerprints.code()
                        + " from these data and weights: have it made by the same jar, from the same files, and read its line there");
    }

    /** Fits, and passes on what fits report, one thread at a time. */
    private final class Work implements ProgressListener {

        private final List<List<Run>> models;
        private final Fingerprints fingerprints;
        private final RunLog finished;
        private final ProgressListener listener;
        private final long start = System.nanoTime();
        private int done;

        Work(List<List<Run>> models, Fingerprints fingerprints, RunLog finished, ProgressListener listener) {
            this.models = models;
            this.fingerprints = fingerprints;
            this.finished = finished;
            this.listener = listener;
        }

        void run() {
            if (threads == 1) {
                models.forEach(this::fit);
                return;
            }
            ExecutorService workers = Executors.newFixedThreadPool(threads - 1);
            try {
                List<Future<?>> besides = new ArrayList<>();
                models.stream()
                        .filter(runs -> !alone(runs))
                        .forEach(runs -> besides.add(workers.submit(() -> fit(runs))));
                models.stream().filter(Work::alone).forEach(this::fit);
                for (Future<?> each : besides) {
                    each.get();
                }
            } catch (InterruptedException e) {
                throw new CancellationException(name + " was stopped");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } finally {
                end(workers);
            }
        }

        private void fit(List<Run> runs) {
            new Trial(name, runs, fingerprints, this).run(finished::append);
            synchronized (this) {
                done++;
                on(new Progress(name, done, models.size(), Double.NaN, Duration.ofNanos(System.nanoTime() - start)));
            }
        }

        @Override
        public synchronized void on(Progress progress) {
            listener.on(progress);
        }

        @Override
        public synchronized void end(String task) {
            listener.end(task);
        }

        @Override
        public synchronized void say(String line) {
            listener.say(line);
        }

        @Override
        public synchronized void warn(String message) {
            listener.warn(message);
        }

        private static boolean alone(List<Run> runs) {
            return runs.get(0).method().alone();
        }

        /** Native memory is in use until the last of them has ended. */
        private static void end(ExecutorService workers) {
            workers.shutdownNow();
            boolean interrupted = false;
            for (boolean ended = false; !ended; ) {
                try {
                    ended = workers.awaitTermination(1, TimeUnit.HOURS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
