package org.differnet.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.differnet.engine.EndOfProcess;
import org.differnet.work.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Fits, scores and checks without a notebook. It ends with {@value #GOOD} if all is good, {@value #FOUND} if something
 * anomalous or suspicious was found, {@value #FAILED} if something went wrong.
 */
@Command(
        name = "differnet",
        description = "Finds defects in product images after seeing only good ones.",
        subcommands = {FitCommand.class, ScoreCommand.class, CheckCommand.class, CardCommand.class},
        synopsisSubcommandLabel = "fit|score|check|card",
        mixinStandardHelpOptions = true,
        versionProvider = Main.OwnVersion.class,
        footer = {
            "",
            "Exit codes: 0 all good; 1 something anomalous or suspicious was found; 2 something went wrong.",
            "DIFFERNET_HOME is where weights are kept, DIFFERNET_MIRROR where they are looked for first."
        })
public final class Main implements Callable<Integer> {

    /** All is good. */
    static final int GOOD = 0;

    /** Something anomalous or suspicious was found. */
    static final int FOUND = 1;

    /** Something went wrong; what else was found is said as well. */
    static final int FAILED = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final Stop stop;

    private Main(Stop stop) {
        this.stop = stop;
    }

    /** The version of the library. */
    static final class OwnVersion implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"differnet " + Version.current()};
        }
    }

    /** Ends the process with the exit code; an interrupt from the keyboard leaves what is done. */
    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, true);
        Stop stop = new Stop(Thread.currentThread(), err);
        EndOfProcess.first(stop::beforeTheEnd);
        int code = FAILED;
        try {
            code = run(new Results(new FileOutputStream(FileDescriptor.out)), err, stop, arguments);
        } finally {
            stop.over();
        }
        System.exit(code);
    }

    /** What {@link #main} does, without ending the process. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(out, err, new Stop(Thread.currentThread(), err), arguments);
    }

    private static int run(PrintWriter out, PrintWriter err, Stop stop, String... arguments) {
        int code = new CommandLine(new Main(stop))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Main::path)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command.getErr()))
                .execute(arguments);
        return code == FAILED
                ? code
                : Results.lost(out).map(lost -> failed(lost, err)).orElse(code);
    }

    /** What an unset variable of a shell leaves would be the folder that it stands in. */
    private static Path path(String text) {
        if (text.isBlank()) {
            throw new CommandLine.TypeConversionException("the name is empty; give the name of a file or a folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException("'" + text + "' cannot be the name of a file ("
                    + e.getReason() + "); if it has letters outside ASCII, set LC_ALL=C.UTF-8 and start again");
        }
    }

    private static int failed(Exception e, PrintWriter err) throws Exception {
        if (e instanceof Results.Lost lost) {
            return failed(lost, err);
        } else if (e instanceof CancellationException) {
            err.println("Stopped: " + e.getMessage());
        } else if (e instanceof UncheckedIOException
                || e instanceof IllegalArgumentException
                || e instanceof IllegalStateException) {
            err.println("Error: " + e.getMessage());
        } else {
            throw e;
        }
        return FAILED;
    }

    private static int failed(Results.Lost lost, PrintWriter err) {
        if (!lost.unread()) {
            err.println("Error: " + lost.getMessage());
        }
        return FAILED;
    }

    /** What a signal does to a command. */
    Stop stop() {
        return stop;
    }

    /** Without a command it says how it is used. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return FAILED;
    }
}
