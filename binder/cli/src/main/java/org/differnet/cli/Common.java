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

    /** Where results go. */
    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where all else goes. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    ProgressListener listener() {
        return TerminalProgress.of(err(), quiet);
    }
}
