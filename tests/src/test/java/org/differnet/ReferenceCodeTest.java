package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.features.Backbone;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Untrained.class)
class ReferenceCodeTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 1, 1, 3);

    private static final Options UNTRAINED =
            Options.paper().withBackbone(Backbone.alexNet().untrained(0));

    @TempDir
    Path folder;

    @Test
    void checkpointOfTheFlowScoresImages() {
        Path checkpoint = SharedData.golden().resolve("flow-trained.pth");
        try (DifferNet model = DifferNet.fromReferenceCode(checkpoint, PLATES, UNTRAINED)) {
            assertEquals(64, model.flow().options().hiddenUnits());
            assertEquals(0.636, model.flow().options().clampFactor());
            assertTrue(Double.isFinite(model.score(PLATES.test().get(0)).score()));
        }
    }

    @Test
    void stateDictOfTheWholeModelScoresAsThatOfItsFlow() {
        Path flow = SharedData.golden().resolve("flow-trained.safetensors");
        Map<String, Tensor> whole = new LinkedHashMap<>();
        whole.put("feature_extractor.features.0.bias", Tensor.of(new float[64], 64));
        Safetensors.read(flow).forEach((name, tensor) -> whole.put("nf." + name, tensor));
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(file, whole, Map.of());
        try (DifferNet first = DifferNet.fromReferenceCode(flow, PLATES, UNTRAINED);
                DifferNet second = DifferNet.fromReferenceCode(file, PLATES, UNTRAINED)) {
            assertEquals(
                    first.score(PLATES.test().get(0)).score(),
                    second.score(PLATES.test().get(0)).score());
        }
    }

    @Test
    void weightsOfSomethingElseAreRefused() {
        Path file = folder.resolve("other.safetensors");
        Safetensors.write(file, Map.of("fc.weight", Tensor.of(new float[6], 2, 3)), Map.of());
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> DifferNet.fromReferenceCode(file, new Dataset("plates", PLATES.train(), List.of()), UNTRAINED));
        assertTrue(error.getMessage().contains("fc.weight"), error.getMessage());
    }
}
