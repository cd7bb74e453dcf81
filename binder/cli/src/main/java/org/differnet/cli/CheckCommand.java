package org.differnet.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.differnet.data.Datasets;
import org.differnet.data.check.DatasetCheck;
import org.differnet.data.check.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at a data set before a fit. */
@Command(
        name = "check",
        description = "Looks for what spoils a training or a test: unreadable files, duplicates, odd images, masks.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private Common common;

    @Parameters(paramLabel = "FOLDER", description = "Good images, or a folder with good and test images by kind.")
    private Path folder;

    @Option(names = "--json", description = "One line of JSON for each finding.")
    private boolean json;

    @Override
    public Integer call() {
        DatasetCheck check = Datasets.folder(folder).check(common.listener());
        for (Finding finding : check.findings()) {
            common.print(
                    json
                            ? Json.of(finding)
                            : finding.file() + ": " + finding.kind().label() + ": " + finding.text() + "; "
                                    + finding.advice());
        }
        if (!json) {
            common.print(check);
        }
        return check.clean() ? Main.GOOD : Main.FOUND;
    }
}
