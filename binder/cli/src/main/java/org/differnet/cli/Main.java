package org.differnet.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
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

    /** So long an interrupt may take to leave what is done. */
    private static final long PATIENCE_SECONDS = 20;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** The version of the library. */
    static final class OwnVersion implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"differnet " + Version.current()};
        }
    }

    /** Ends the process with the exit code; an interrupt from the keyboard leaves what is done. */
    public static void main(String[] arguments) {
        Thread work = Thread.currentThread();
        Thread end = new Thread(() -> {
            work.interrupt();
            try {
                TimeUnit.SECONDS.timedJoin(work, PATIENCE_SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(end);
        int code = run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // Being interrupted: the process is ending already.
            return;
        }
        System.exit(code);
    }

    /** What {@link #main} does, without ending the process. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command.getErr()))
                .execute(arguments);
    }

    private static int failed(Exception e, PrintWriter err) throws Exception {
        if (e instanceof CancellationException) {
            err.println("Stopped: " + e.getMessage());
        } else if (e instanceof java.io.UncheckedIOException || e instanceof IllegalArgumentException) {
            err.println("Error: " + e.getMessage());
        } else if (e instanceof IllegalStateException) {
            err.println("Error: " + e.getMessage());
        } else {
            throw e;
        }
        return FAILED;
    }

    /** Without a command it says how it is used. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return FAILED;
    }
}
