package org.differnet.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewRendererTest {

    private static final int SIZE = 32;
    private static final float[] BLACK = {-0.485f / 0.229f, -0.456f / 0.224f, -0.406f / 0.225f};

    private NDManager manager;
    private ViewRenderer renderer;

    @BeforeAll
    void open() {
        manager = Torch.newManager(Device.cpu());
        renderer = new ViewRenderer(manager, SIZE);
    }

    @AfterAll
    void close() {
        renderer.close();
        manager.close();
    }

    @Test
    void imageOfTheRightSizeIsNotChangedByResizing() {
        BufferedImage image = noise(BufferedImage.TYPE_3BYTE_BGR);
        byte[] planar = renderer.square(manager, image).toByteArray();
        for (int y = 0, i = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++, i++) {
                int rgb = image.getRGB(x, y);
                assertEquals((byte) (rgb >> 16), planar[i]);
                assertEquals((byte) (rgb >> 8), planar[SIZE * SIZE + i]);
                assertEquals((byte) rgb, planar[2 * SIZE * SIZE + i]);
            }
        }
    }

    @Test
    void greyImageIsRenderedAsItsRgbCopy() {
        BufferedImage grey = noise(BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage rgb = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                rgb.setRGB(x, y, grey.getRaster().getSample(x, y, 0) * 0x010101);
            }
        }
        List<View> views = ViewOptions.rotationsAndLight().draw(5, 3);
        assertArrayEquals(render(grey, views), render(rgb, views));
    }

    @Test
    void quarterTurnMovesTheRightEdgeToTheTop() {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIZE; y++) {
            image.getRaster().setSample(SIZE - 1, y, 0, 255);
        }
        float[] turned = render(image, List.of(new View(90, 1, 1)));
        for (int x = 0; x < SIZE; x++) {
            assertTrue(turned[x] > 2, "top row is white");
            assertEquals(BLACK[0], turned[SIZE + x], 1e-5, "second row is black");
        }
    }

    @Test
    void cornersLeftEmptyByARotationAreBlack() {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                image.getRaster().setSample(x, y, 0, 200);
            }
        }
        float[] turned = render(image, List.of(new View(45, 1, 1)));
        for (int c = 0; c < 3; c++) {
            assertEquals(BLACK[c], turned[c * SIZE * SIZE], 1e-5);
        }
        assertTrue(turned[SIZE / 2 * SIZE + SIZE / 2] > 1, "the middle keeps its light");
    }

    @Test
    void cornersOfMirroredImagesAreNotBlack() {
        BufferedImage image = new BufferedImage(2 * SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < 2 * SIZE; x++) {
                image.getRaster().setSample(x, y, 0, 200);
            }
        }
        try (ViewRenderer mirrored = new ViewRenderer(manager, SIZE, Framing.MIRRORED);
                NDManager step = manager.newSubManager()) {
            for (float value : mirrored.render(step, mirrored.square(step, image), ViewOptions.fixed(7))
                    .get(":, 0")
                    .toFloatArray()) {
                assertEquals(level(200), value, 1e-5);
            }
        }
    }

    @Test
    void turnedImageGoesOnAsItsMirrorImageBeyondItsRims() {
        BufferedImage image = noise(BufferedImage.TYPE_BYTE_GRAY);
        double degrees = 30;
        try (ViewRenderer mirrored = new ViewRenderer(manager, SIZE, Framing.MIRRORED);
                NDManager step = manager.newSubManager()) {
            NDArray square = mirrored.square(step, image);
            float[] turned = mirrored.render(step, square, List.of(new View(degrees, 1, 1)))
                    .toFloatArray();
            double cos = Math.cos(Math.toRadians(degrees));
            double sin = Math.sin(Math.toRadians(degrees));
            for (int i = 0; i < SIZE * SIZE; i++) {
                double x = i % SIZE + 0.5 - SIZE / 2.0;
                double y = i / SIZE + 0.5 - SIZE / 2.0;
                int column = inside((int) Math.floor(cos * x - sin * y + SIZE / 2.0));
                int row = inside((int) Math.floor(sin * x + cos * y + SIZE / 2.0));
                assertEquals(level(image.getRaster().getSample(column, row, 0)), turned[i], 1e-5);
            }
        }
    }

    private static int inside(int i) {
        return i < 0 ? -1 - i : i >= SIZE ? 2 * SIZE - 1 - i : i;
    }

    @Test
    void brightnessScalesAndContrastSpreadsAroundTheMeanInWholeLevels() {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                image.getRaster().setSample(x, y, 0, x < SIZE / 2 ? 101 : 201);
            }
        }
        float[] rendered = render(image, List.of(new View(0, 1.1, 1), new View(0, 1, 0.5)));
        int view = 3 * SIZE * SIZE;
        assertEquals(level(111), rendered[0], 1e-5);
        assertEquals(level(221), rendered[SIZE - 1], 1e-5);
        assertEquals(level(126), rendered[view], 1e-5);
        assertEquals(level(176), rendered[view + SIZE - 1], 1e-5);
    }

    @Test
    void renderingLeavesNoArraysBehind() {
        try (NDManager step = manager.newSubManager()) {
            NDArray square = renderer.square(step, noise(BufferedImage.TYPE_3BYTE_BGR));
            int before = step.getManagedArrays().size();
            NDArray views = renderer.render(step, square, ViewOptions.fixed(4));
            assertEquals(new Shape(4, 3, SIZE, SIZE), views.getShape());
            assertEquals(before + 1, step.getManagedArrays().size());
        }
    }

    private static float level(int grey) {
        return (float) ((grey / 255.0 - 0.485) / 0.229);
    }

    private float[] render(BufferedImage image, List<View> views) {
        try (NDManager step = manager.newSubManager()) {
            return renderer.render(step, renderer.square(step, image), views).toFloatArray();
        }
    }

    private static BufferedImage noise(int type) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, type);
        SplittableRandom random = new SplittableRandom(5);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, random.nextInt(256));
                }
            }
        }
        return image;
    }
}
