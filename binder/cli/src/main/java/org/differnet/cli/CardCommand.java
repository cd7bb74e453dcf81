package org.differnet.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.differnet.DifferNet;
import org.differnet.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a model is. */
@Command(name = "card", description = "Shows what a model was made from, its numbers and its limits, as Markdown.")
final class CardCommand implements Callable<Integer> {

    @Mixin
    private Common common;

    @Parameters(paramLabel = "MODEL", description = "A file that fit wrote.")
    private Path model;

    @Option(names = "--json", description = "One line of JSON in place of Markdown.")
    private boolean json;

    @Override
    public Integer call() {
        try (DifferNet detector = DifferNet.load(model, common.listener())) {
            common.print(json ? json(detector) : detector.card().markdown());
        }
        return Main.GOOD;
    }

    private static String json(DifferNet detector) {
        Provenance from = detector.provenance();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("data", from.dataset());
        line.put("training_images", from.trainingImages());
        line.put("held_out_images", from.heldOutImages());
        line.put("content_sha256", from.contentHash());
        line.put("network", from.network());
        line.put("weights_sha256", from.weightsHash());
        line.put("library", from.library());
        line.put("fitted", from.fitted());
        line.put("threshold", Json.known(detector.threshold().value()));
        line.put("promise", detector.threshold().promise());
        line.put("test_views", detector.options().testViews());
        line.put("seed", detector.options().seed());
        return Json.of(line);
    }
}
