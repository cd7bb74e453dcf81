package org.differnet.persist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.differnet.DifferNet;
import org.differnet.JavaProcess;
import org.differnet.Options;
import org.differnet.Provenance;
import org.differnet.Score;
import org.differnet.Untrained;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.features.Backbone;
import org.differnet.flow.FlowOptions;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.score.Scoring;
import org.differnet.store.Checksum;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promises of model files. The fixture of a format is the file that this test leaves as
 * target/model-vVERSION.safetensors; once released it is never made anew.
 */
@ExtendWith(Untrained.class)
class ModelFileTest {

    private static final Path SAVED = Path.of("target", "model-v" + ModelFile.VERSION + ".safetensors");
    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final Sample FLAWED = PLATES.test("scratch").get(0);
    private static final Options TINY = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withTrainViews(2)
            .withTestViews(2)
            .withScoring(Scoring.NEAREST)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8).withHiddenLayers(1))
            .withTraining(Options.standard().training().withEpochs(2).withPrecision(Precision.FLOAT32))
            .withHeatmap(HeatmapOptions.standard().withRotations(2))
            .withPrecision(Precision.FLOAT32)
            .withBackbone(Backbone.alexNet().untrained(0))
            .withSeed(Long.MAX_VALUE - 1);

    /** What the models of the fixtures say of the picture of a scratch, version 1 first; NaN where they have no maps. */
    private static final List<Fixture> FIXTURES = List.of(
            new Fixture(Scoring.MEAN, 11.58035, -0.0696),
            new Fixture(Scoring.NEAREST, 1.12759, Double.NaN),
            new Fixture(Scoring.NEAREST, 1.12759, 1.5604),
            new Fixture(Scoring.NEAREST, 1.12759, 1.5604),
            new Fixture(Scoring.NEAREST, 1.12759, 1.5604),
            new Fixture(Scoring.NEAREST, 1.12759, 1.5604));

    private record Fixture(Scoring scoring, double score, double peak) {}

    private static DifferNet model;

    @TempDir
    Path folder;

    @BeforeAll
    static void fitAndSave() {
        model = DifferNet.fit(PLATES, TINY, ProgressListener.NONE);
        model.save(SAVED);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void loadedModelScoresBitForBitAsTheSavedOne() {
        try (DifferNet loaded = load(SAVED)) {
            assertArrayEquals(
                    model.evaluate(PLATES).scores(), loaded.evaluate(PLATES).scores());
        }
    }

    @Test
    void loadedModelMapsBitForBitWithoutTheGoodImages() {
        try (DifferNet loaded = load(SAVED)) {
            Heatmap map = loaded.score(FLAWED).heatmap();
            Heatmap expected = model.score(FLAWED).heatmap();
            assertArrayEquals(expected.values(), map.values());
        }
    }

    @Test
    void everythingThatIsKnownOfAModelComesBack() {
        try (DifferNet loaded = load(SAVED)) {
            assertEquals(model.options(), loaded.options());
            assertEquals(model.threshold(), loaded.threshold());
            assertArrayEquals(model.goodScores().values(), loaded.goodScores().values());
            assertEquals(model.history(), loaded.history());
            assertEquals(model.provenance(), loaded.provenance());
            assertEquals(model.toString(), loaded.toString());
        }
    }

    @Test
    void savingALoadedModelGivesTheSameBytes() throws IOException {
        Path again = folder.resolve("again.safetensors");
        try (DifferNet loaded = load(SAVED)) {
            loaded.save(again);
        }
        assertEquals(-1, Files.mismatch(SAVED, again));
    }

    @Test
    void modelLoadsAndSavesUnderTheOldGsonThatAKernelPutsBeforeOurs() throws Exception {
        Path again = folder.resolve("again.safetensors");
        Path oldGson = Path.of("target", "old-gson", "gson.jar");
        List<String> classPath = List.of("-cp", oldGson + File.pathSeparator + JavaProcess.CLASS_PATH);
        String output = JavaProcess.finish(JavaProcess.start(List.of(), classPath, Resave.class, SAVED, again));
        assertTrue(output.contains(oldGson.toString()), output);
        assertEquals(-1, Files.mismatch(SAVED, again));
    }

    @Test
    void modelOfOneScaleLoadsToo() {
        Path file = folder.resolve("one-scale.safetensors");
        Options oneScale = TINY.withBackbone(Backbone.alexNet().untrained(0).withScales(448));
        try (DifferNet saved = DifferNet.fit(PLATES, oneScale, ProgressListener.NONE)) {
            saved.save(file);
            try (DifferNet loaded = load(file)) {
                assertEquals(saved.score(FLAWED).score(), loaded.score(FLAWED).score());
            }
        }
    }

    @Test
    void provenanceNamesDataWeightsAndVersion() {
        Provenance from = model.provenance();
        assertEquals(PLATES.name(), from.dataset());
        assertEquals(6, from.trainingImages() + from.heldOutImages());
        assertTrue(from.contentHash().matches("[0-9a-f]{64}"), from.contentHash());
        assertEquals(model.features().extractor().weightsHash(), from.weightsHash());
        assertTrue(from.library().matches("[0-9]+\\.[0-9]+.*"), from.library());
        assertTrue(from.seconds() > 0);
    }

    @Test
    void cardTellsOriginNumbersAndLimits() {
        String card = model.card().toString();
        assertTrue(card.startsWith("# DifferNet on " + PLATES.name()), card);
        assertTrue(card.contains(model.provenance().weightsHash()), card);
        assertTrue(card.contains("| threshold | " + model.threshold() + " |"), card);
        assertTrue(card.contains("never trained"), card);
    }

    /** The model of version 1 was saved when influence was the default. */
    @Test
    void loadedModelKeepsTheMapsThatItWasSavedWith() throws URISyntaxException {
        Path saved =
                Path.of(ModelFileTest.class.getResource("model-v1.safetensors").toURI());
        try (DifferNet loaded = load(saved)) {
            assertEquals(
                    HeatmapOptions.influence().withRotations(2).withBlur(3),
                    loaded.options().heatmap());
        }
    }

    @Test
    void modelOfEachFormatVersionLoads() throws URISyntaxException {
        for (int version = 1; version <= ModelFile.VERSION; version++) {
            String name = "model-v" + version + ".safetensors";
            try (DifferNet loaded =
                    load(Path.of(ModelFileTest.class.getResource(name).toURI()))) {
                Fixture expected = FIXTURES.get(version - 1);
                assertEquals(Long.MAX_VALUE - 1, loaded.options().seed());
                assertEquals(expected.scoring, loaded.options().scoring());
                assertTrue(loaded.productViews().isEmpty());
                Score score = loaded.score(FLAWED);
                assertEquals(expected.score, score.score(), 1e-3 * expected.score, name);
                if (!Double.isNaN(expected.peak)) {
                    assertEquals(expected.peak, score.heatmap().peak().value(), 1e-2, name);
                }
            }
        }
    }

    @Test
    void consensusMapsOfAnEarlierVersionAreRefusedAndItsScoresAreNot() throws URISyntaxException {
        Path saved =
                Path.of(ModelFileTest.class.getResource("model-v2.safetensors").toURI());
        try (DifferNet loaded = load(saved)) {
            Score score = loaded.score(FLAWED);
            var error = assertThrows(IllegalStateException.class, score::heatmap);
            assertTrue(error.getMessage().contains("fit anew"), error.getMessage());
        }
    }

    @Test
    void loadedModelMakesMapsOfEveryKindWhenItIsGivenGoodImages() throws URISyntaxException {
        Path saved =
                Path.of(ModelFileTest.class.getResource("model-v2.safetensors").toURI());
        try (DifferNet loaded = load(saved);
                DifferNet mapping = loaded.withHeatmapScale(PLATES)) {
            for (HeatmapOptions.Method method : HeatmapOptions.Method.values()) {
                HeatmapOptions how = HeatmapOptions.standard().withRotations(1).withMethod(method);
                Heatmap map = mapping.score(FLAWED).heatmap(how);
                assertTrue(Double.isFinite(map.peak().value()), method.toString());
            }
            assertEquals(loaded.score(FLAWED).score(), mapping.score(FLAWED).score());
        }
    }

    @Test
    void scaleThatWasGivenIsSaved() {
        Path file = folder.resolve("scaled.safetensors");
        List<Sample> images = PLATES.train().subList(0, 3);
        try (DifferNet scaled = model.withHeatmapScale(images)) {
            scaled.save(file);
            try (DifferNet loaded = load(file)) {
                assertArrayEquals(
                        scaled.score(FLAWED).heatmap().values(),
                        loaded.score(FLAWED).heatmap().values());
            }
        }
    }

    @Test
    void modelWhoseImagesAreGoneIsSavedWithoutAScaleAndSaysHowToAddOne() throws IOException {
        Path images = folder.resolve("images");
        Datasets.synthetic(Product.METAL_PLATE, 0.1, 3, 0, 3).train().forEach(sample -> write(images, sample));
        Dataset onDisk = new Dataset("on disk", samples(images), List.of());
        List<String> warnings = new ArrayList<>();
        try (DifferNet fitted = DifferNet.fit(onDisk, TINY, new Warnings(warnings))) {
            try (Stream<Path> files = Files.list(images)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            assertSavesWithoutAScale(fitted, warnings);
        }
    }

    @Test
    void modelOfIdenticalImagesIsSavedWithoutAScale() {
        Sample one = PLATES.train().get(0);
        List<Sample> alike = List.of(
                Sample.of("a.png", one.image()), Sample.of("b.png", one.image()), Sample.of("c.png", one.image()));
        List<String> warnings = new ArrayList<>();
        Options options = TINY.withViews(new ViewOptions(0, 0, 0));
        try (DifferNet fitted =
                DifferNet.fit(new Dataset("alike", alike, List.of()), options, new Warnings(warnings))) {
            Path file = folder.resolve("alike.safetensors");
            fitted.save(file);
            try (DifferNet loaded = load(file)) {
                assertEquals(fitted.score(FLAWED).score(), loaded.score(FLAWED).score());
            }
        }
    }

    private void assertSavesWithoutAScale(DifferNet fitted, List<String> warnings) {
        Path file = folder.resolve("unscaled.safetensors");
        fitted.save(file);
        assertTrue(warnings.stream().anyMatch(text -> text.contains("has no scale of heat maps")), warnings.toString());
        try (DifferNet loaded = load(file)) {
            Score score = loaded.score(FLAWED);
            assertEquals(fitted.score(FLAWED).score(), score.score());
            var error = assertThrows(IllegalStateException.class, score::heatmap);
            assertTrue(error.getMessage().contains("model.withHeatmapScale(goodImages)"), error.getMessage());
            try (DifferNet scaled = loaded.withHeatmapScale(PLATES)) {
                assertTrue(Double.isFinite(scaled.score(FLAWED).heatmap().peak().value()));
            }
        }
    }

    private static void write(Path folder, Sample sample) {
        try {
            Files.createDirectories(folder);
            ImageIO.write(
                    sample.image(),
                    "png",
                    folder.resolve(sample.name().replace('/', '-')).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Sample> samples(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(Sample::of).toList();
        }
    }

    private record Warnings(List<String> heard) implements ProgressListener {

        @Override
        public void on(Progress progress) {}

        @Override
        public void warn(String message) {
            heard.add(message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow.module_list.2.s1.fc1.weight", "maps.typical", "scoring.trained"})
    void numbersThatAreNotFiniteAreRefusedByTheNameOfTheirTensor(String name) {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(Safetensors.read(SAVED));
            Tensor tensor = tensors.get(name);
            float[] values = tensor.floats();
            values[values.length / 2] = bad;
            tensors.put(name, Tensor.of(values, tensor.shape()));
            assertRefused(resigned(tensors, Safetensors.metadata(SAVED)), "its " + name + " has numbers that are");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "-1.0", "0.0"})
    void levelOfTheMapsThatIsNoLevelIsRefused(String level) {
        assertRefused(
                rewritten(
                        true,
                        with(
                                "calibration",
                                text -> text.replaceFirst("\"mapLevel\":[^}]*}", "\"mapLevel\":\"" + level + "\"}"))),
                "cannot be read as a model");
    }

    @Test
    void truncatedFileIsRefusedByName() throws IOException {
        byte[] bytes = Files.readAllBytes(SAVED);
        for (int length : new int[] {0, 7, 100, bytes.length / 2, bytes.length - 1}) {
            assertRefused(Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length)), "");
        }
    }

    @Test
    void alteredWeightIsRefusedByItsChecksum() throws IOException {
        byte[] bytes = Files.readAllBytes(SAVED);
        bytes[bytes.length - 5] ^= 1;
        assertRefused(Files.write(folder.resolve("altered"), bytes), "checksum");
    }

    @Test
    void alteredThresholdIsRefusedByItsChecksum() {
        Path file = rewritten(false, with("calibration", text -> text.replace("\"images\":", "\"images\":1")));
        assertRefused(file, "checksum");
    }

    @Test
    void newerFormatAsksForANewerLibrary() {
        int newer = ModelFile.VERSION + 1;
        assertRefused(rewritten(true, with("version", text -> "" + newer)), "take a newer version of the library");
    }

    @Test
    void otherSafetensorsFileIsRefusedAsNoModel() {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, Map.of("w", Tensor.of(new float[3], 3)), Map.of());
        assertRefused(file, "it is no model of this library");
    }

    @Test
    void missingFileIsNamed() {
        assertRefused(folder.resolve("nowhere"), "there is no such file");
    }

    @Test
    void fileWithoutTheLatentsThatItsScoringNeedsIsRefused() {
        Map<String, Tensor> tensors = Safetensors.read(SAVED);
        tensors.remove("scoring.trained");
        Map<String, String> metadata = Safetensors.metadata(SAVED);
        metadata.remove("checksum");
        metadata.put("checksum", Checksum.of(metadata, tensors));
        Path file = folder.resolve("without.safetensors");
        Safetensors.write(file, tensors, metadata);
        assertRefused(file, "it lacks the latents that its scoring needs");
    }

    @Test
    void otherNetworkWeightsAreNamedBoth() {
        String here = model.provenance().weightsHash();
        String other = "0".repeat(64);
        Path file = rewritten(true, with("provenance", text -> text.replace(here, other)));
        assertRefused(file, here);
        assertRefused(file, other);
    }

    @Test
    void otherDrawnFeaturesAreSoughtInTheLibraryAndNotInAMirror() {
        Path file = rewritten(true, with("options", text -> text.replace("untrained 0", "drawn pictures")));
        assertRefused(file, "fit the model anew, or load it with the library that fitted it, ");
    }

    @Test
    void optionOutOfRangeIsRefusedWithItsRange() {
        Path file = rewritten(true, with("options", text -> text.replace("\"testViews\":2", "\"testViews\":0")));
        assertRefused(file, "its options cannot be used: testViews is 0; allowed are 1 to 4096");
    }

    @Test
    void unknownOptionIsRefused() {
        Path file = rewritten(true, with("options", text -> text.replace("{\"views\"", "{\"magic\":1,\"views\"")));
        assertRefused(file, "its options cannot be used");
    }

    @Test
    void optionsOfAHugeFlowTakeNoMemory() {
        Path file =
                rewritten(true, with("options", text -> text.replace("\"hiddenUnits\":8", "\"hiddenUnits\":16384")));
        assertRefused(file, "its options need");
    }

    @Test
    void folderThatCannotBeWrittenToIsNamedAndTheModelLives() throws IOException {
        Path file = Files.writeString(folder.resolve("no-folder"), "").resolve("model.safetensors");
        var error = assertThrows(UncheckedIOException.class, () -> model.save(file));
        assertTrue(error.getMessage().startsWith(file + " cannot be written"), error.getMessage());
        assertTrue(Double.isFinite(model.score(FLAWED).score()));
    }

    @Test
    void savingReplacesAFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("model.safetensors"), "old");
        model.save(file);
        load(file).close();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void contentHashKnowsTheImages() {
        Dataset other = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 4);
        assertEquals(model.provenance().contentHash(), hash(PLATES));
        assertFalse(model.provenance().contentHash().equals(hash(other)));
    }

    @Test
    void theDeviceThatAModelWasFittedOnIsNotNeededToLoadIt() {
        Path gpu = rewritten(true, with("options", json -> json.replace("\"device\":\"\"", "\"device\":\"gpu77\"")));
        Warnings warnings = new Warnings(new ArrayList<>());
        try (DifferNet model = DifferNet.load(gpu, warnings)) {
            assertEquals("gpu77", model.options().device());
            assertTrue(
                    warnings.heard().get(0).contains("'gpu77'"),
                    warnings.heard().toString());
        }
    }

    private static String hash(Dataset dataset) {
        return new org.differnet.data.ContentHash(dataset.train()).value();
    }

    private static DifferNet load(Path file) {
        return DifferNet.load(file, ProgressListener.NONE);
    }

    private static void assertRefused(Path file, String words) {
        String message = assertThrows(
                        UncheckedIOException.class, () -> load(file).close())
                .getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertTrue(message.contains(words), message);
    }

    private static UnaryOperator<Map<String, String>> with(String name, UnaryOperator<String> change) {
        return metadata -> {
            String before = metadata.get(name);
            String after = change.apply(before);
            assertFalse(before.equals(after), name + " is unchanged: " + before);
            metadata.put(name, after);
            return metadata;
        };
    }

    /** The saved file with other metadata and, if signed anew, the checksum that belongs to it. */
    private Path rewritten(boolean signed, UnaryOperator<Map<String, String>> change) {
        Map<String, Tensor> tensors = Safetensors.read(SAVED);
        Map<String, String> metadata = change.apply(new LinkedHashMap<>(Safetensors.metadata(SAVED)));
        String checksum = metadata.remove("checksum");
        metadata.put("checksum", signed ? Checksum.of(metadata, tensors) : checksum);
        Path file = folder.resolve("rewritten.safetensors");
        Safetensors.write(file, tensors, metadata);
        return file;
    }

    private Path resigned(Map<String, Tensor> tensors, Map<String, String> saved) {
        Map<String, String> metadata = new LinkedHashMap<>(saved);
        metadata.remove("checksum");
        metadata.put("checksum", Checksum.of(metadata, tensors));
        Path file = folder.resolve("resigned.safetensors");
        Safetensors.write(file, tensors, metadata);
        return file;
    }
}
