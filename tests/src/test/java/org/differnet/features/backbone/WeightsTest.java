package org.differnet.features.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.differnet.DifferNet;
import org.differnet.JavaProcess;
import org.differnet.Options;
import org.differnet.SharedData;
import org.differnet.Untrained;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.TrainedOn;
import org.differnet.flow.FlowOptions;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where weights come from on a computer without network and ImageNet weights. */
@ExtendWith(Untrained.class)
class WeightsTest {

    private static final String DRAWN = "AlexNet, features trained on drawn pictures, float32";

    private final List<String> warnings = new ArrayList<>();
    private NDManager manager;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
        System.setProperty("differnet.mirror", "");
    }

    @Test
    void theNetworkTrainedOnDrawnPicturesIsPartOfTheLibraryAndNamed() {
        try (FeatureExtractor network = open(Backbone.drawn())) {
            assertEquals(TrainedOn.DRAWN_PICTURES, network.trainedOn());
            assertEquals(DRAWN, network.describe());
            assertEquals(List.of(), warnings);
        }
    }

    @Test
    void itTakesThePlaceOfImageNetsWeightsAndThatIsSaid() {
        try (FeatureExtractor network = open(Backbone.alexNet());
                FeatureExtractor drawn = open(Backbone.drawn())) {
            assertEquals(Backbone.drawn(), network.backbone());
            assertEquals(drawn.weightsHash(), network.weightsHash());
            assertEquals(1, warnings.size());
            assertTrue(warnings.get(0).contains("features trained on drawn pictures take their place"));
        }
    }

    @Test
    void nothingTakesThePlaceOfOtherNetworksWeights() {
        for (Backbone backbone : List.of(Backbone.resNet18(), Backbone.vgg16())) {
            var error = assertThrows(UncheckedIOException.class, () -> open(backbone));
            assertTrue(error.getMessage().contains(backbone.name()), error.getMessage());
        }
    }

    @Test
    void weightsThatAppearAfterASearchInVainAreFound() {
        Path shared = SharedData.data();
        try (FeatureExtractor before = open(Backbone.alexNet())) {
            assertEquals(TrainedOn.DRAWN_PICTURES, before.trainedOn());
        }
        System.setProperty("differnet.mirror", shared.toString());
        try (FeatureExtractor after = open(Backbone.alexNet())) {
            assertEquals(TrainedOn.IMAGENET, after.trainedOn());
        }
    }

    @Test
    void everyResultNamesDrawnFeaturesAndTheFileKeepsThem() {
        Dataset plates = Datasets.synthetic(Product.METAL_PLATE, 0.1, 4, 1, 3);
        Options tiny = Options.standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withFolds(0)
                .withTrainViews(1)
                .withTestViews(1)
                .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8))
                .withEpochs(1)
                .withPrecision(Precision.FLOAT32);
        Path file = folder.resolve("model.safetensors");
        try (DifferNet model = DifferNet.fit(plates, tiny, ProgressListener.NONE)) {
            assertEquals(DRAWN, model.provenance().network());
            assertEquals(Backbone.drawn(), model.options().backbone());
            String caveat = "[features trained on drawn pictures]";
            assertTrue(model.score(plates.test().get(0)).toString().contains(caveat));
            assertTrue(model.evaluate(plates).toString().contains(caveat));
            assertTrue(model.card().toString().contains("trained on drawn pictures, not on ImageNet's photographs"));
            model.save(file);
        }
        try (DifferNet loaded = DifferNet.load(file, heard())) {
            assertEquals(Backbone.drawn(), loaded.options().backbone());
            assertEquals(List.of(), warnings);
        }
    }

    @Test
    void temporaryFolderThatCannotBeWrittenIsNamed() throws Exception {
        Path missing = folder.resolve("missing");
        List<String> options = List.of("-Djava.io.tmpdir=" + missing, "-cp", JavaProcess.CLASS_PATH);
        String said = JavaProcess.finish(JavaProcess.start(List.of(), options, Finding.class));
        assertTrue(said.contains("temporary folder " + missing) && said.contains("-Djava.io.tmpdir=FOLDER"), said);
    }

    static final class Finding {

        public static void main(String[] arguments) {
            try {
                Weights.find((Network<?>) Backbone.drawn(), ProgressListener.NONE);
            } catch (UncheckedIOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private FeatureExtractor open(Backbone backbone) {
        return backbone.open(manager, Precision.FLOAT32, heard());
    }

    private ProgressListener heard() {
        return new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
    }
}
