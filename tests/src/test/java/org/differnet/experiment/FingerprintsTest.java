package org.differnet.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.Options;
import org.differnet.Untrained;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.features.Backbone;
import org.differnet.view.ViewOptions;
import org.differnet.work.Code;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(Untrained.class)
class FingerprintsTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0, 3, 1, 2);
    private static final Run RUN = new Run(
            "1-NN",
            Method.nearestNeighbour(),
            Options.standard()
                    .withViews(ViewOptions.rotationsAndLight())
                    .withFolds(0)
                    .withBackbone(Backbone.alexNet().untrained(0))
                    .withTrainViews(1)
                    .withTestViews(1),
            PLATES,
            0,
            Double.NaN);
    private static final Code CODE = new Code("0.1.0", "9258881c3f04", "5f0a");

    static Stream<Code> others() {
        return Stream.of(
                new Code("0.1.1", CODE.commit(), CODE.hash()),
                new Code(CODE.version(), "9258881c3f04-dirty", CODE.hash()),
                new Code(CODE.version(), "unknown", CODE.hash()),
                new Code(CODE.version(), CODE.commit(), "5f0b"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherCodeIsAnotherRun(Code other) {
        assertNotEquals(key(CODE), key(other));
    }

    @Test
    void theSameCodeIsTheSameRun() {
        assertEquals(key(CODE), key(new Code("0.1.0", "9258881c3f04", "5f0a")));
    }

    @Test
    void aLineOfOtherCodeStaysAndIsNotMixedIn(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("runs.jsonl");
        Experiment one = new Experiment("one", "", List.of(RUN), log, 1);
        one.run(ProgressListener.NONE);
        JsonObject line = JsonParser.parseString(Files.readString(log)).getAsJsonObject();
        line.addProperty("key", "0".repeat(64));
        line.addProperty("toolkit", "0.1.0");
        line.addProperty("auroc", 12.5);
        line.remove("errors");
        Files.writeString(log, line + "\n");
        Results results = one.run(ProgressListener.NONE);
        List<String> lines = Files.readAllLines(log);
        assertEquals(2, lines.size());
        assertEquals(line.toString(), lines.get(0));
        assertNotEquals(12.5, results.rows().get(0).finished().auroc());
    }

    @Test
    void theLineNamesTheCode(@TempDir Path folder) {
        Experiment one = new Experiment("one", "", List.of(RUN), folder.resolve("runs.jsonl"), 1);
        String toolkit = one.run(ProgressListener.NONE).rows().get(0).finished().toolkit();
        assertEquals(Code.current().toString(), toolkit);
        assertTrue(toolkit.matches(".+, commit .+, code [0-9a-f]{12}"), toolkit);
    }

    private static String key(Code code) {
        return new Fingerprints(ProgressListener.NONE, code).ofRun(RUN);
    }
}
