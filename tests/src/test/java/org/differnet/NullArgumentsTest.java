package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.baseline.Baseline;
import org.differnet.baseline.GanOmaly;
import org.differnet.baseline.Gaussian;
import org.differnet.baseline.NearestNeighbour;
import org.differnet.baseline.OneClassSvm;
import org.differnet.baseline.PatchMemory;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.ImageTree;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.experiment.Experiments;
import org.differnet.experiment.Method;
import org.differnet.features.Backbone;
import org.differnet.fit.ProductViews;
import org.differnet.flow.Composition;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.Layer;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user hands over and is null is named, before any work is done on the rest. */
@ExtendWith(Untrained.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NullArgumentsTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0, 2, 1, 0);
    private static final Options QUICK = Options.small()
            .withBackbone(Backbone.alexNet().untrained(0))
            .withTrainViews(1)
            .withTestViews(1)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(4))
            .withEpochs(1);
    private static final ProgressListener LISTENER = ProgressListener.NONE;
    private static final Path FILE = Path.of("target", "none.safetensors");

    private DifferNet model;

    @BeforeAll
    void fit() {
        model = DifferNet.fit(PLATES, QUICK, LISTENER);
    }

    @AfterAll
    void close() {
        model.close();
    }

    private static Arguments call(String argument, Executable call) {
        return Arguments.of(argument, call);
    }

    static Stream<Arguments> fits() {
        Checkpoint checkpoint = Checkpoint.resumeFrom(FILE);
        return Stream.of(
                call("dataset", () -> DifferNet.fit((Dataset) null)),
                call("options", () -> DifferNet.fit(PLATES, null)),
                call("listener", () -> DifferNet.fit(PLATES, QUICK, null)),
                call("listener", () -> DifferNet.fit(PLATES, QUICK, null, checkpoint)),
                call("checkpoint", () -> DifferNet.fit(PLATES, QUICK, LISTENER, null)),
                call("options", () -> Gaussian.fit(PLATES, null, LISTENER)),
                call("listener", () -> PatchMemory.fit(PLATES, QUICK, null)),
                call("settings", () -> NearestNeighbour.fit(PLATES, QUICK, null, LISTENER)),
                call("settings", () -> OneClassSvm.fit(PLATES, QUICK, null, LISTENER)),
                call("detector", () -> Baseline.fit(PLATES, null)),
                call("goodImages", () -> ProductViews.of(null)),
                call("options", () -> GanOmaly.Settings.small().fit(PLATES, null, LISTENER)),
                call("checkpoint", () -> GanOmaly.Settings.small().fit(PLATES, QUICK, LISTENER, null)),
                call("dataset", () -> DifferNet.fromReferenceCode(FILE, null)),
                call("checkpoint", () -> DifferNet.fromReferenceCode(null, PLATES)),
                call("options", () -> DifferNet.fromReferenceCode(FILE, PLATES, null)),
                call("file", () -> DifferNet.load(null)),
                call("listener", () -> DifferNet.load(FILE, (ProgressListener) null)),
                call("own", () -> DifferNet.load(FILE, (Layer[]) null)));
    }

    static Stream<Arguments> options() {
        return Stream.of(
                call("views", () -> QUICK.withViews(null)),
                call("scoring", () -> QUICK.withScoring(null)),
                call("flow", () -> QUICK.withFlow((FlowOptions) null)),
                call("composition", () -> QUICK.withFlow((Composition) null)),
                call("training", () -> QUICK.withTraining(null)),
                call("heatmap", () -> QUICK.withHeatmap(null)),
                call("backbone", () -> QUICK.withBackbone(null)),
                call("precision", () -> QUICK.withPrecision(null)),
                call("device", () -> QUICK.withDevice(null)),
                call("size", () -> Composition.of(null)),
                call("layer", () -> Composition.empty().add(null)),
                call("file", () -> Checkpoint.resumeFrom(null)),
                call("interval", () -> new Checkpoint(FILE, null)));
    }

    static Stream<Arguments> images() {
        return Stream.of(
                call("folder", () -> Datasets.folder(null)),
                call("given", () -> Datasets.mvtec(null, "bottle")),
                call("category", () -> Datasets.mvtec(FILE, null)),
                call("given", () -> Datasets.magneticTiles(null)),
                call("given", () -> Datasets.kolektorSdd(null)),
                call("product", () -> Datasets.synthetic(null, 0, 1, 1, 0)),
                call("train", () -> Dataset.of("mine", null, List.of())),
                call("kind", () -> PLATES.test(null)),
                call("listener", () -> PLATES.check(null)),
                call("folder", () -> ImageTree.of(null)),
                call("file", () -> Sample.of(null)),
                call("image", () -> Sample.of("a", (BufferedImage) null)));
    }

    static Stream<Arguments> experiments() {
        return Stream.of(
                call("categories", () -> Experiments.table1(null)),
                call("dataset", () -> Experiments.table2(null)),
                call("options", () -> Experiments.ablation(PLATES, null)),
                call("dataset", () -> Experiments.trainingSizes(null)),
                call("dataset", () -> Experiments.fewShot(null)),
                call("products", () -> Experiments.multimodal(null)),
                call("detector", () -> Method.of(null)),
                call("method", () -> Method.onPixels(null)),
                call("settings", () -> Method.nearestNeighbour(null)),
                call("settings", () -> Method.patchMemory(null)));
    }

    Stream<Arguments> uses() {
        return Stream.of(
                call("file", () -> model.score((Path) null)),
                call("image", () -> model.score((BufferedImage) null)),
                call("image", () -> model.score((Sample) null)),
                call("samples", () -> model.score((Stream<Sample>) null)),
                call("samples", () -> model.scoreAll((Iterable<Sample>) null)),
                call("listener", () -> model.scoreAll(PLATES.test(), (ProgressListener) null)),
                call("folder", () -> model.scoreAll((Path) null)),
                call("csv", () -> model.scoreAll(PLATES.test(), null, LISTENER)),
                call("dataset", () -> model.evaluate(null)),
                call("listener", () -> model.evaluate(PLATES, null)),
                call("scores", () -> model.evaluation(PLATES, null)),
                call("dataset", () -> model.localization(null)),
                call("how", () -> model.localization(PLATES, null)),
                call("threshold", () -> model.withThreshold(null)),
                call("goodImages", () -> model.withPatience(0.5, null)),
                call("dataset", () -> model.withHeatmapScale((Dataset) null)),
                call("features", () -> model.viewScores(null)),
                call("file", () -> model.save(null)),
                call("file", () -> model.saveAtOnce(null)),
                call("file", () -> model.export(null)),
                call("file", () -> model.toReferenceCode(null)));
    }

    @ParameterizedTest
    @MethodSource({"fits", "options", "images", "experiments", "uses"})
    void argumentThatIsNullIsNamed(String argument, Executable call) {
        assertEquals(argument, assertThrows(NullPointerException.class, call).getMessage());
    }
}
