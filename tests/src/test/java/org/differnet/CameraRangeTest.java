package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.differnet.baseline.Baseline;
import org.differnet.baseline.Gaussian;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.data.image.ValueRange;
import org.differnet.features.Backbone;
import org.differnet.flow.FlowOptions;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A camera of 12 bits writes files of 16: what its training images use is found, kept with the model and applied. */
@ExtendWith(Untrained.class)
class CameraRangeTest {

    private static final ValueRange TWELVE_BITS = ValueRange.ofBits(12);
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withBackbone(Backbone.alexNet().untrained(0))
            .withTrainViews(2)
            .withTestViews(2)
            .withFlow(FlowOptions.paper().withBlocks(2).withHiddenUnits(16))
            .withEpochs(1);

    @TempDir
    private static Path folder;

    private static Dataset camera;
    private static Path photo;

    @BeforeAll
    static void takePhotos() throws IOException {
        Path good = Files.createDirectories(folder.resolve("camera/good"));
        for (int i = 0; i < 4; i++) {
            photograph(good.resolve(i + ".png"), i);
        }
        camera = Datasets.folder(folder.resolve("camera"));
        photo = folder.resolve("photo.png");
        photograph(photo, 9);
    }

    @Test
    void newImagesAreSeenInTheRangeOfTheTrainingImages() {
        try (DifferNet model = DifferNet.fit(camera, QUICK, ProgressListener.NONE)) {
            assertEquals(Optional.of(TWELVE_BITS), model.fitted().range());
            Sample ranged = Sample.of(photo).withRange(TWELVE_BITS);
            assertEquals(model.score(ranged).score(), model.score(photo).score());
            Sample dark = Sample.of(photo).withRange(ValueRange.ofBits(16));
            assertNotEquals(model.score(dark).score(), model.score(photo).score());
        }
    }

    @Test
    void savedModelKeepsTheRange() {
        Path file = folder.resolve("model.safetensors");
        try (DifferNet model = DifferNet.fit(camera, QUICK, ProgressListener.NONE)) {
            model.save(file);
            try (DifferNet loaded = DifferNet.load(file, ProgressListener.NONE)) {
                assertEquals(Optional.of(TWELVE_BITS), loaded.fitted().range());
                assertEquals(model.score(photo).score(), loaded.score(photo).score());
            }
        }
    }

    @Test
    void baselinesSeeTheSameRange() {
        try (Baseline gaussian = Gaussian.fit(camera, QUICK, ProgressListener.NONE)) {
            Sample ranged = Sample.of(photo).withRange(TWELVE_BITS);
            assertEquals(gaussian.score(ranged).score(), gaussian.score(photo).score());
        }
    }

    @Test
    void fitSaysWhichRangeItTook() {
        List<String> said = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void say(String line) {
                said.add(line);
            }
        };
        DifferNet.fit(camera, QUICK, listener).close();
        assertTrue(said.stream().anyMatch(line -> line.contains("0 to 4095")), said.toString());
    }

    private static void photograph(Path file, long seed) throws IOException {
        BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_USHORT_GRAY);
        Random random = new Random(seed);
        for (int i = 0; i < 128 * 128; i++) {
            image.getRaster().setSample(i % 128, i / 128, 0, 1500 + random.nextInt(2500));
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
