package org.differnet.cli;

import java.io.PrintWriter;
import org.differnet.work.ProgressListener;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What all commands have. */
final class Common {

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and ends.")
    private boolean help;

    @Option(
            names = {"-q", "--quiet"},
            description = "Shows no progress.")
    private boolean quiet;

    private ProgressListener listener;

    /**
     * Writes a line of results.
     *
     * @throws Results.Lost if it cannot be written
     */
    void print(Object line) {
        if (listener instanceof TerminalProgress progress) {
            progress.clear();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        Results.lost(out).ifPresent(lost -> {
            throw lost;
        });
    }

    /** Where all else goes. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    ProgressListener listener() {
        if (listener == null) {
            listener = TerminalProgress.of(err(), quiet);
        }
        return listener;
    }
}
