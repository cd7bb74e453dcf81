package org.differnet.cli;

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
        refuseUnwritable();
        if (patience != null) {
            Patience.checkError(patience);
        }
        try (DifferNet model = fitted()) {
            main.stop().writing();
            boolean stopped = Thread.interrupted() || model.history().stopped();
            if (patience == null || stopped) {
                save(model);
                return stopped ? stopped() : Main.GOOD;
            }
            return savedWithPatience(model);
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
            throw (CancellationException) new CancellationException(
                            "before training had begun, so that nothing is kept and " + output + " is not written")
                    .initCause(e);
        }
    }

    private int stopped() {
        common.err()
                .println("Stopped: " + output + " is what was learnt by then"
                        + (patience == null ? "" : ", without patience"));
        return Main.FAILED;
    }

    /** Writes what a fit has taken, interrupted or not. */
    private void save(DifferNet model) {
        boolean written = false;
        while (!written) {
            Thread.interrupted();
            try {
                model.save(output);
                written = true;
            } catch (CancellationException e) {
                common.err().println("Stopping: " + output + " is written first");
            }
        }
        common.print(output + ": " + model);
    }

    /** Where patience cannot be learnt, the model is written without. */
    private int savedWithPatience(DifferNet model) {
        DifferNet patient;
        try {
            patient = model.withPatience(patience);
        } catch (CancellationException e) {
            save(model);
            return stopped();
        } catch (IllegalArgumentException | IllegalStateException e) {
            common.err()
                    .println(
                            "Error: " + e.getMessage() + ". " + output
                                    + " is written without patience; a preset with more held-out images, or more images, has some");
            save(model);
            return Main.FAILED;
        }
        try (patient) {
            save(patient);
        }
        return Main.GOOD;
    }

    /** Known before the work and not after it. */
    private void refuseUnwritable() {
        Path parent = output.toAbsolutePath().getParent();
        if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
            throw Folders.refused(output + " cannot be written: there is no folder " + parent
                    + " that may be written to; make it, or give another name");
        }
        if (Files.isDirectory(output)) {
            throw Folders.refused(
                    output + " is a folder; give the name of a file, such as " + output + "/model.safetensors");
        }
    }
}
