package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.features.Backbone;
import org.differnet.flow.FlowOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A model made in bfloat16 on one machine and loaded on another. */
@ExtendWith(Untrained.class)
class OtherMachineTest {

    @TempDir
    static Path folder;

    private static Path file;
    private static Sample image;
    private static double score;

    @BeforeAll
    static void save() {
        Dataset plates = Datasets.synthetic(Product.METAL_PLATE, 0.1, 4, 1, 3);
        Options tiny = Options.standard()
                .withBackbone(Backbone.drawn().withScales(112))
                .withTrainViews(1)
                .withTestViews(1)
                .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8))
                .withEpochs(1)
                .withPrecision(Precision.BFLOAT16);
        file = folder.resolve("model.safetensors");
        image = plates.test().get(0);
        try (DifferNet model = DifferNet.fit(plates, tiny, ProgressListener.NONE)) {
            score = model.score(image).score();
            model.save(file);
        }
    }

    @Test
    void itCanBeAskedForFloat32AndScoresNearlyTheSame() {
        try (DifferNet model = DifferNet.load(file, Precision.FLOAT32)) {
            assertEquals(Precision.FLOAT32, model.options().precision());
            assertEquals(score, model.score(image).score(), 0.1 * Math.abs(score));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProcessorWithoutBfloat16IsWarnedOf() throws Exception {
        String output = JavaProcess.finish(JavaProcess.start(
                List.of("env", "ONEDNN_MAX_CPU_ISA=AVX2"), List.of("-cp", JavaProcess.CLASS_PATH), Load.class, file));
        assertTrue(output.contains("scores may differ in the last digits"), output);
    }

    /** Loads a model and prints what its listener hears. */
    static final class Load {

        private Load() {}

        public static void main(String[] arguments) {
            ProgressListener printing = new ProgressListener() {
                @Override
                public void on(Progress progress) {}

                @Override
                public void warn(String message) {
                    System.out.println(message);
                }
            };
            DifferNet.load(Path.of(arguments[0]), printing).close();
        }
    }
}
