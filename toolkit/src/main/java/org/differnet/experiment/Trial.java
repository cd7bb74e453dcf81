package org.differnet.experiment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.differnet.Detector;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.ReadError;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.engine.Torch;
import org.differnet.features.FeaturePool;
import org.differnet.fit.TrainingSet;
import org.differnet.score.AnomalyScore;
import org.differnet.score.Scoring;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** One model, and the runs that judge it: by different test images, or by fewer of its test views. */
final class Trial {

    private final String experiment;
    private final List<Run> runs;
    private final Fingerprints fingerprints;
    private final ProgressListener listener;

    Trial(String experiment, List<Run> runs, Fingerprints fingerprints, ProgressListener listener) {
        this.experiment = experiment;
        this.runs = runs;
        this.fingerprints = fingerprints;
        this.listener = listener;
    }

    /** @param finished is given each run as soon as it is made */
    void run(Consumer<Finished> finished) {
        Run first = runs.get(0);
        int views =
                runs.stream().mapToInt(run -> run.options().testViews()).max().orElseThrow();
        boolean nearest = runs.stream().anyMatch(run -> run.options().scoring() == Scoring.NEAREST);
        Options options = first.options().withTestViews(views).withScoring(nearest ? Scoring.NEAREST : Scoring.MEAN);
        long start = System.nanoTime();
        TrainingSet good = TrainingSet.of(first.dataset(), options, listener);
        String engine = Torch.describe(good.manager().getDevice());
        try (Detector detector = first.method().fit().apply(good)) {
            if (detector instanceof DifferNet model && model.history().stopped()) {
                throw new CancellationException("training for " + first.name() + " was stopped");
            }
            double fitSeconds = secondsSince(start);
            Map<List<Sample>, Tested> tested = new LinkedHashMap<>();
            for (Run run : runs) {
                Tested test = tested.computeIfAbsent(
                        run.dataset().test(),
                        images -> detector.scoresFeatures()
                                ? byFeatures(good, detector, images)
                                : oneByOne(detector, images));
                finished.accept(finished(run, detector, test, engine, fitSeconds));
            }
        }
    }

    /**
     * Those test images that could be read, and how long what their scores have in common took.
     *
     * @param score of an image by its place, for the options of a run
     */
    private record Tested(
            BiFunction<Integer, Options, Double> score, List<Sample> images, List<ReadError> errors, double seconds) {}

    private Tested byFeatures(TrainingSet good, Detector detector, List<Sample> test) {
        long start = System.nanoTime();
        ReadErrors errors = ReadErrors.amongHalfOf(test);
        FeaturePool features = good.testPool(test, "features of test images", errors);
        return tested(
                (i, options) -> {
                    float[] some = Arrays.copyOf(features.of(i), options.testViews() * features.dimension());
                    return detector instanceof DifferNet model
                            ? model.imageScore(some, options.scoring())
                            : detector.imageScore(some);
                },
                test,
                errors,
                start);
    }

    private Tested oneByOne(Detector detector, List<Sample> test) {
        long start = System.nanoTime();
        String task = "scoring";
        ReadErrors errors = ReadErrors.amongHalfOf(test);
        double[][] views = new double[test.size()][];
        try {
            Cores.forEach(
                    test.size(),
                    i -> errors.attempt(
                            i, () -> views[i] = detector.score(test.get(i)).viewScores()),
                    done -> listener.on(new Progress(
                            task, done, test.size(), Double.NaN, Duration.ofNanos(System.nanoTime() - start))));
        } finally {
            listener.end(task);
        }
        double[][] read = Arrays.stream(views).filter(Objects::nonNull).toArray(double[][]::new);
        return tested(
                (i, options) -> AnomalyScore.ofImage(Arrays.copyOf(read[i], options.testViews())), test, errors, start);
    }

    private Tested tested(
            BiFunction<Integer, Options, Double> score, List<Sample> test, ReadErrors errors, long start) {
        errors.tell(listener);
        List<Sample> images = IntStream.range(0, test.size())
                .filter(i -> !errors.at(i))
                .mapToObj(test::get)
                .toList();
        return new Tested(score, images, errors.rows(), secondsSince(start));
    }

    private Finished finished(Run run, Detector detector, Tested test, String engine, double fitSeconds) {
        long start = System.nanoTime();
        double[] scores = new double[test.images().size()];
        Arrays.setAll(scores, i -> test.score().apply(i, run.options()));
        double scoringSeconds = test.seconds() + secondsSince(start);
        Dataset data = run.dataset();
        Evaluation evaluation = detector.evaluation(new Dataset(data.name(), data.train(), test.images()), scores);
        Map<String, Double> byKind = new LinkedHashMap<>();
        evaluation.aurocByKind().forEach((kind, auroc) -> byKind.put(kind, 100 * auroc));
        Fingerprints.Network network = fingerprints.network(run);
        return new Finished(
                fingerprints.ofRun(run),
                experiment,
                run.name(),
                run.method().name(),
                run.method().settings(),
                Fingerprints.json(run.options()),
                data.name(),
                data.train().size(),
                test.images().size(),
                fingerprints.data(data),
                network.description(),
                network.weights(),
                fingerprints.code().toString(),
                engine,
                Runtime.version().toString(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                fitSeconds,
                scoringSeconds,
                100 * evaluation.auroc(),
                100 * evaluation.averagePrecision(),
                byKind,
                test.errors());
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
