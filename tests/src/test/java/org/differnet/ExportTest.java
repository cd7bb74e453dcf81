package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.backbone.Source;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.score.Scoring;
import org.differnet.view.Framing;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Untrained.class)
class ExportTest {

    private static final Dataset PLATES =
            Datasets.synthetic(Product.METAL_PLATE, 0.1, 4, 2, 3).inMemory();
    private static final FlowOptions FLOW = FlowOptions.paper().withBlocks(2).withHiddenUnits(16);

    /** Relative to the score or the highest value of a map: more than other threads and processors change it. */
    private static final double TOLERANCE = 1e-4;

    @TempDir
    Path folder;

    private final Path file = Path.of("model.pt");

    @ParameterizedTest
    @EnumSource(Scoring.class)
    void theModuleScoresAsTheModel(Scoring scoring) throws IOException {
        Options options = quick().withScoring(scoring);
        assertModuleAgrees(options, crop(PLATES.test().get(3).image(), 300, 448));
    }

    @Test
    void theModuleFramesImagesAsTheModel() throws IOException {
        Options options = quick();
        assertModuleAgrees(
                options.withViews(options.views().withFraming(Framing.MIRRORED)),
                crop(PLATES.test().get(3).image(), 448, 201),
                crop(PLATES.test().get(2).image(), 150, 448));
    }

    @ParameterizedTest
    @EnumSource(HeatmapOptions.Method.class)
    void theModuleMapsAsTheModel(HeatmapOptions.Method method) throws IOException {
        HeatmapOptions maps = HeatmapOptions.paper().withMethod(method).withRotations(3);
        assertMapsAgree(quick().withHeatmap(maps), crop(PLATES.test().get(3).image(), 300, 448));
    }

    @Test
    void theModuleMapsWithSignsAndWithoutLogDet() throws IOException {
        HeatmapOptions maps =
                HeatmapOptions.paper().withSigned(true).withLogDet(false).withRotations(3);
        assertMapsAgree(quick().withHeatmap(maps), PLATES.test().get(3).image());
    }

    @Test
    void theModuleMapsFramedImagesAsTheModel() throws IOException {
        Options options = quick();
        assertMapsAgree(
                options.withViews(options.views().withFraming(Framing.MIRRORED)),
                crop(PLATES.test().get(3).image(), 448, 201),
                crop(PLATES.test().get(2).image(), 150, 448));
    }

    @Test
    void theModuleMapsOnADeepNetworkAsTheModel() throws IOException {
        Backbone network =
                Backbone.mobileNetV2().withScales(96, 48).withLayer(3).withWeights(new Source.Untrained(0));
        assertMapsAgree(quick().withBackbone(network), PLATES.test().get(3).image());
    }

    @Test
    void withoutAScaleOfHeatMapsTheModuleHasScoresAndUnknownMaps() throws IOException {
        try (DifferNet model = DifferNet.fit(alike(), quick().withHoldOut(0.5), ProgressListener.NONE);
                NDManager manager = Torch.newManager(Device.cpu())) {
            model.export(folder.resolve(file));
            NDList out = call(manager, pixels(manager, PLATES.test().get(3).image()), "forward");
            assertEquals(
                    model.score(PLATES.test().get(3)).score(),
                    out.get(0).getDouble(0),
                    TOLERANCE * out.get(0).getDouble(0));
            assertTrue(out.get(1).isNaN().all().getBoolean());
        }
    }

    @Test
    void theModuleTakesColouredImagesAndImagesOfFloats() throws IOException {
        BufferedImage grey = PLATES.test().get(3).image();
        BufferedImage coloured = new BufferedImage(400, 300, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 400; x++) {
                int v = grey.getRaster().getSample(x, y, 0);
                coloured.setRGB(x, y, v << 16 | (255 - v) << 8 | v / 2);
            }
        }
        try (DifferNet model = DifferNet.fit(PLATES, quick(), ProgressListener.NONE);
                NDManager manager = Torch.newManager(Device.cpu())) {
            model.export(folder.resolve(file));
            double expected = model.score(coloured).score();
            NDArray pixels = pixels(manager, coloured);
            assertEquals(expected, scores(manager, pixels)[0], TOLERANCE * expected);
            NDArray floats = pixels.toType(DataType.FLOAT32, true).div(manager.create(255f));
            assertEquals(expected, scores(manager, floats)[0], TOLERANCE * expected);
        }
    }

    @Test
    void pythonRunsTheModule() throws IOException, InterruptedException {
        String python = System.getProperty("python", "python3");
        assumeTrue(run(python, "import torch"), "no " + python + " with torch here; name one with -Dpython=FILE");
        try (DifferNet model = DifferNet.fit(PLATES, quick(), ProgressListener.NONE)) {
            model.export(folder.resolve(file));
            BufferedImage image = PLATES.test().get(3).image();
            byte[] pixels = new byte[3 * image.getWidth() * image.getHeight()];
            planes(image).get(pixels);
            Files.write(folder.resolve("pixels"), pixels);
            double expected = model.score(image).score();
            Heatmap map = model.score(image).heatmap();
            String program = String.format(
                    Locale.ROOT,
                    """
                    import torch
                    model = torch.jit.load("%s")
                    data = bytearray(open("%s", "rb").read())
                    image = torch.frombuffer(data, dtype=torch.uint8).reshape(1, 3, %d, %d)
                    images = torch.cat([image, image])
                    with torch.no_grad():
                        for call in range(3):
                            scores, maps = model(images)
                    assert scores.shape == (2,), scores
                    assert abs(scores[1].item() - %s) <= %s, scores
                    assert torch.equal(model.scores(images), scores)
                    assert maps.shape == (2, image.shape[2], image.shape[3]), maps.shape
                    assert abs(maps[1].max().item() - %s) <= %s, maps.max()
                    assert model.threshold == %s, model.threshold
                    """,
                    folder.resolve(file),
                    folder.resolve("pixels"),
                    image.getHeight(),
                    image.getWidth(),
                    expected,
                    TOLERANCE * expected,
                    map.peak().value(),
                    TOLERANCE * map.peak().value(),
                    model.threshold().value());
            assertTrue(run(python, program), "see the output of Python");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow.pth", "flow.safetensors"})
    void theReferenceCodesLayoutComesBackBitForBit(String name) {
        Options options = quick().withFlow(FLOW.withClamp(3, FlowOptions.REFERENCE_CODE_FACTOR));
        Path flow = folder.resolve(name);
        try (DifferNet model = DifferNet.fit(PLATES, options, ProgressListener.NONE)) {
            model.toReferenceCode(flow);
            try (DifferNet back = DifferNet.fromReferenceCode(flow, PLATES, options)) {
                assertArrayEquals(
                        model.score(PLATES.test().get(0)).viewScores(),
                        back.score(PLATES.test().get(0)).viewScores());
            }
        }
    }

    @Test
    void aTransformThatIsNotWrittenInTorchScriptIsRefusedByName() {
        Options options = quick().withFlow(Flow.onFeatures().permute(0).spline(8));
        try (DifferNet model = DifferNet.fit(PLATES, options, ProgressListener.NONE)) {
            var error = assertThrows(UnsupportedOperationException.class, () -> model.export(folder.resolve(file)));
            assertTrue(error.getMessage().contains("the transform"), error.getMessage());
        }
    }

    @Test
    void aFlowThatTheReferenceCodeWouldClampOtherwiseIsRefused() {
        try (DifferNet model = DifferNet.fit(PLATES, quick(), ProgressListener.NONE)) {
            Path flow = folder.resolve("flow.pth");
            var error = assertThrows(IllegalArgumentException.class, () -> model.toReferenceCode(flow));
            assertTrue(error.getMessage().contains("0.636"), error.getMessage());
        }
    }

    private void assertModuleAgrees(Options options, BufferedImage... images) throws IOException {
        try (DifferNet model = DifferNet.fit(PLATES, options, ProgressListener.NONE);
                NDManager manager = Torch.newManager(Device.cpu())) {
            model.export(folder.resolve(file));
            for (BufferedImage image : images) {
                double expected = model.score(image).score();
                assertEquals(expected, scores(manager, pixels(manager, image))[0], TOLERANCE * expected);
            }
        }
    }

    private void assertMapsAgree(Options options, BufferedImage... images) throws IOException {
        try (DifferNet model = DifferNet.fit(PLATES, options, ProgressListener.NONE);
                NDManager manager = Torch.newManager(Device.cpu())) {
            model.export(folder.resolve(file));
            for (BufferedImage image : images) {
                Heatmap expected = model.score(image).heatmap();
                float tolerance =
                        (float) (TOLERANCE * Math.max(1, expected.peak().value()));
                // The engine puts operations together from the second call on.
                for (NDList out : calls(3, manager, pixels(manager, image), "forward")) {
                    assertEquals(
                            new Shape(1, image.getHeight(), image.getWidth()),
                            out.get(1).getShape());
                    assertArrayEquals(expected.resized(), out.get(1).toFloatArray(), tolerance);
                }
            }
        }
    }

    /** Good images of which no scale of heat maps can be learnt. */
    private static Dataset alike() {
        Sample good = PLATES.train().get(0);
        return Dataset.of("alike", List.of(good, good, good, good), PLATES.test());
    }

    private static Options quick() {
        return Options.standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withFolds(0)
                .withBackbone(Backbone.alexNet().untrained(0).withScales(224, 100))
                .withPrecision(Precision.FLOAT32)
                .withTrainViews(1)
                .withTestViews(9)
                .withFlow(FLOW)
                .withEpochs(1);
    }

    private static BufferedImage crop(BufferedImage image, int width, int height) {
        return image.getSubimage(0, 0, Math.min(width, image.getWidth()), Math.min(height, image.getHeight()));
    }

    private static NDArray pixels(NDManager manager, BufferedImage image) {
        int channels = image.getRaster().getNumBands();
        return manager.create(
                planes(image), new Shape(1, channels, image.getHeight(), image.getWidth()), DataType.UINT8);
    }

    /** The pixels channel by channel. */
    private static ByteBuffer planes(BufferedImage image) {
        int channels = image.getRaster().getNumBands();
        int plane = image.getWidth() * image.getHeight();
        ByteBuffer bytes = ByteBuffer.allocateDirect(channels * plane);
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < plane; i++) {
                bytes.put((byte) image.getRaster().getSample(i % image.getWidth(), i / image.getWidth(), c));
            }
        }
        return bytes.flip();
    }

    private double[] scores(NDManager manager, NDArray images) throws IOException {
        return call(manager, images, "scores").singletonOrThrow().toDoubleArray();
    }

    private NDList call(NDManager manager, NDArray images, String method) throws IOException {
        return calls(1, manager, images, method).get(0);
    }

    /** Not in inference mode, which records no gradients. */
    private List<NDList> calls(int times, NDManager manager, NDArray images, String method) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(file));
                PtSymbolBlock module = JniUtils.loadModule((PtNDManager) manager, in, true, false)) {
            NDArray selector = manager.create(0f);
            selector.setName("module_method:" + method);
            List<NDList> results = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                results.add(IValueUtils.forward(module, new NDList(images, selector), true));
            }
            return results;
        }
    }

    private static boolean run(String python, String program) throws InterruptedException {
        try {
            List<String> command = new ArrayList<>(List.of(python, "-c", program));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean well = process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
            if (!well) {
                System.out.println(said);
            }
            return well;
        } catch (IOException e) {
            return false;
        }
    }
}
