package org.differnet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.differnet.DifferNet;
import org.differnet.data.Folders;
import org.differnet.data.ImageTree;
import org.differnet.data.Sample;
import org.differnet.score.Call;
import org.differnet.score.many.ScoredImage;
import org.differnet.score.many.ScoredImages;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores images. */
@Command(
        name = "score",
        description = "Scores an image, or the images in a folder and below; higher = more anomalous.",
        footer = {
            "",
            "Without --csv or --json it prints what is not good, and one line of counts.",
            "With --csv=FILE, called again with the same file, it goes on after the last row."
        })
final class ScoreCommand implements Callable<Integer> {

    private static final String STANDARD_OUT = "-";
    private static final Path TO_STANDARD_OUT = Path.of(STANDARD_OUT);
    private static final String TASK = "scoring";

    @Mixin
    private Common common;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A file that fit wrote.")
    private Path model;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "A folder of images, or one image.")
    private Path images;

    @Option(names = "--all-views", description = "Looks at all views, also where the model was fitted with patience.")
    private boolean allViews;

    @ArgGroup
    private Form form = new Form();

    /** One of several forms of the rows. */
    static final class Form {

        @Option(
                names = "--csv",
                paramLabel = "FILE",
                arity = "0..1",
                fallbackValue = STANDARD_OUT,
                description = "Rows of comma-separated values, to a file that another call goes on with, or to the"
                        + " standard output: file,score,threshold,call,p_value,error.")
        private Path csv;

        @Option(names = "--json", description = "One line of JSON for each image, as it is scored.")
        private boolean json;
    }

    @Override
    public Integer call() {
        if (!Files.exists(images)) {
            throw Folders.refused(images + " does not exist; give a folder of images, or an image");
        }
        Iterable<Sample> samples = Files.isDirectory(images) ? ImageTree.of(images) : List.of(Sample.of(images));
        ProgressListener listener = common.listener();
        try (DifferNet loaded = DifferNet.load(model, listener);
                DifferNet detector = allViews ? loaded.withoutPatience() : loaded) {
            if (form.json) {
                return printed(detector, samples, Json::of);
            } else if (TO_STANDARD_OUT.equals(form.csv)) {
                common.print(ScoredImage.CSV_HEADER);
                return printed(detector, samples, ScoredImage::csv);
            }
            ScoredImages all = summed(detector, samples, listener);
            // An interrupted call has not seen all images, so that it cannot say that all are good.
            return all.stopped() ? Main.FAILED : code(all.counts());
        }
    }

    private ScoredImages summed(DifferNet detector, Iterable<Sample> samples, ProgressListener listener) {
        ScoredImages all = form.csv == null
                ? detector.scoreAll(samples, listener)
                : detector.scoreAll(samples, form.csv, listener);
        if (form.csv == null) {
            try (Stream<ScoredImage> rows = all.rows()) {
                rows.filter(row -> row.call() != Call.GOOD).forEach(common::print);
            }
        }
        common.print(all);
        return all;
    }

    private int printed(DifferNet detector, Iterable<Sample> samples, Function<ScoredImage, String> form) {
        ScoredImages.Counts counts = new ScoredImages.Counts(0, 0, 0, 0);
        long total = samples instanceof ImageTree tree ? tree.count() : 1;
        long start = System.nanoTime();
        try (Stream<ScoredImage> rows = detector.score(StreamSupport.stream(samples.spliterator(), false))) {
            for (ScoredImage row : (Iterable<ScoredImage>) rows::iterator) {
                common.print(form.apply(row));
                counts = counts.and(row);
                long done = counts.all();
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                common.listener().on(new Progress(TASK, done, Math.max(done, total), Double.NaN, elapsed));
            }
        } catch (CancellationException e) {
            common.err().println("Stopped: after " + counts.all() + " of " + total + " images");
            return Main.FAILED;
        } finally {
            common.listener().end(TASK);
        }
        return code(counts);
    }

    private int code(ScoredImages.Counts counts) {
        if (counts.all() == 0) {
            throw Folders.refused(images + " has no image; give a folder with images");
        }
        if (counts.undecided() > 0) {
            common.err()
                    .println(
                            "Error: the model has no threshold, so nothing is good or anomalous; fit with more images");
        }
        if (counts.failed() > 0 || counts.undecided() > 0) {
            return Main.FAILED;
        }
        return counts.anomalous() > 0 ? Main.FOUND : Main.GOOD;
    }
}
