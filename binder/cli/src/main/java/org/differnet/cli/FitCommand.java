package org.differnet.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.differnet.Checkpoint;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Folders;
import org.differnet.score.Patience;
import org.differnet.work.ProgressListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Learns from good images. */
@Command(
        name = "fit",
        description = "Learns what good images look like, and writes a model.",
        footer = {
            "",
            "An interrupt once training has begun ends it early and writes what was learnt; before, nothing is kept."
        })
final class FitCommand implements Callable<Integer> {

    /** The presets of {@link Options}. */
    enum Preset {
        SMALL,
        STANDARD,
        PAPER,
        TILES;

        Options options() {
            return switch (this) {
                case SMALL -> Options.small();
                case STANDARD -> Options.standard();
                case PAPER -> Options.paper();
                case TILES -> Options.magneticTiles();
            };
        }
    }

    @ParentCommand
    private Main main;

    @Mixin
    private Common common;

    @Parameters(paramLabel = "FOLDER", description = "Good images, or a folder with good and test images by kind.")
    private Path folder;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL",
            required = true,
            description = "The file to write, such as model.safetensors.")
    private Path output;

    @Option(
            names = "--preset",
            defaultValue = "STANDARD",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} is usual.")
    private Preset preset;

    @Option(names = "--seed", defaultValue = "0", description = "Of everything random; ${DEFAULT-VALUE} is usual.")
    private long seed;

    @Option(
            names = "--false-positives",
            paramLabel = "RATE",
            defaultValue = "0.05",
            description = "Share of good images that may be called anomalous; ${DEFAULT-VALUE} is usual.")
    private double falsePositiveRate;

    @Option(names = "--epochs", description = "Passes over the training images; the preset's are usual.")
    private Integer epochs;

    @Option(
            names = "--patience",
            paramLabel = "ERROR",
            description =
                    "Scores look at no more views than a call needs; of good images at most this share, such as 0.1,"
                            + " is called otherwise. It is learnt from held-out images.")
    private Double patience;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Where training keeps its state: called again, a killed fit goes on.")
    private Path checkpoint;

    @Override
    public Integer call() {
        refuseUnwritable(output, "model.safetensors");
        if (checkpoint != null) {
            refuseUnwritable(checkpoint, "fit.checkpoint");
        }
        if (patience != null) {
            Patience.checkError(patience);
        }
        try (DifferNet model = fitted()) {
            boolean stopped = Thread.interrupted() || model.history().stopped();
            if (stopped && !main.stop().trained() && model.history().epochs().isEmpty()) {
                throw nothingKept(null);
            }
            main.stop().writing();
            return patience == null || stopped ? saved(model, stopped) : savedWithPatience(model);
        }
    }

    private DifferNet fitted() {
        Options options = preset.options().withSeed(seed).withFalsePositiveRate(falsePositiveRate);
        Options wanted = epochs == null ? options : options.withEpochs(epochs);
        ProgressListener listener = main.stop().keepingTrained(common.listener());
        try {
            Dataset data = Datasets.folder(folder);
            common.err().println(data);
            return checkpoint == null
                    ? DifferNet.fit(data, wanted, listener)
                    : DifferNet.fit(data, wanted, listener, Checkpoint.resumeFrom(checkpoint));
        } catch (CancellationException e) {
            throw nothingKept(e);
        } catch (UncheckedIOException e) {
            if (e.getMessage().contains(folder.toString())) {
                common.err().println("differnet check " + folder + " names every image that cannot be read");
            }
            throw e;
        }
    }

    private CancellationException nothingKept(Throwable cause) {
        return (CancellationException) new CancellationException(
                        "before training had begun, so that nothing is kept and " + output + " is not written")
                .initCause(cause);
    }

    /** Writes what a fit has taken, interrupted or not; whoever waits for the end may not wait for the scale of maps. */
    private int saved(DifferNet model, boolean stopped) {
        boolean whole = !stopped && isSaved(model);
        if (!whole) {
            model.saveAtOnce(output);
            common.err()
                    .println(
                            "Stopping: " + output + " is written; the scale of its heat maps is being"
                                    + " learnt, which takes minutes. Killed meanwhile, the model stays as it is, without that scale");
            boolean scaled = isSaved(model);
            common.err()
                    .println("Stopped: " + output + " is what was learnt by then"
                            + (scaled ? "" : ", without a scale of heat maps")
                            + (patience == null || model.patience().isPresent() ? "" : ", without patience"));
        }
        common.print(output + ": " + model);
        return whole ? Main.GOOD : Main.FAILED;
    }

    private boolean isSaved(DifferNet model) {
        Thread.interrupted();
        try {
            model.save(output);
            return true;
        } catch (CancellationException e) {
            return false;
        }
    }

    /** Where patience cannot be learnt, the model is written without. */
    private int savedWithPatience(DifferNet model) {
        DifferNet patient;
        try {
            patient = model.withPatience(patience);
        } catch (CancellationException e) {
            return saved(model, true);
        } catch (IllegalArgumentException | IllegalStateException e) {
            common.err()
                    .println(
                            "Error: " + e.getMessage() + ". " + output
                                    + " is written without patience; a preset with more held-out images, or more images, has some");
            saved(model, false);
            return Main.FAILED;
        }
        try (patient) {
            return saved(patient, false);
        }
    }

    /** Known before the work and not after it. */
    private static void refuseUnwritable(Path file, String usual) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
            throw Folders.refused(file + " cannot be written: there is no folder " + parent
                    + " that may be written to; make it, or give another name");
        }
        if (Files.isDirectory(file)) {
            throw Folders.refused(file + " is a folder; give the name of a file, such as " + file.resolve(usual));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw Folders.refused(file + " is a pipe or a device; give the name of a file, such as " + usual);
        }
    }
}
