package org.differnet.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;

class AnimationTest {

    private record Patch(Color colour) implements Picture {
        @Override
        public BufferedImage picture() {
            BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = image.createGraphics();
            g.setColor(colour);
            g.fillRect(0, 0, 20, 10);
            g.dispose();
            return image;
        }

        @Override
        public String caption() {
            return "patch";
        }
    }

    private static final List<Patch> FRAMES =
            List.of(new Patch(Color.RED), new Patch(Color.GREEN), new Patch(Color.BLUE));

    @Test
    void gifHoldsEveryFrameForItsTimeAndBeginsAnew() throws IOException {
        byte[] gif = Animation.of(FRAMES, 5).gif();
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
        assertEquals(3, reader.getNumImages(true));
        assertEquals(Color.GREEN, new Color(reader.read(1).getRGB(10, 5)));
        assertEquals("20", delay(reader, 0));
        assertEquals("150", delay(reader, 2));
        assertTrue(new String(gif, StandardCharsets.ISO_8859_1).contains("NETSCAPE2.0"));
    }

    @Test
    void stillImageShowsTheFirstAndTheLastFrame() {
        BufferedImage still = Animation.of(FRAMES, 5).picture();
        assertEquals(Color.RED, new Color(still.getRGB(5, 5)));
        assertEquals(Color.BLUE, new Color(still.getRGB(still.getWidth() - 5, 5)));
    }

    @Test
    void stillImageShowsTheFramesThatAreNamed() {
        BufferedImage still = Animation.of(FRAMES, 5).withStills(1).picture();
        assertEquals(Color.GREEN, new Color(still.getRGB(5, 5)));
        assertThrows(
                IllegalArgumentException.class, () -> Animation.of(FRAMES, 5).withStills());
        assertThrows(
                IndexOutOfBoundsException.class, () -> Animation.of(FRAMES, 5).withStills(3));
    }

    @Test
    void oneFrameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Animation.of(FRAMES.subList(0, 1), 5));
        assertThrows(IllegalArgumentException.class, () -> Animation.of(FRAMES, 0));
    }

    private static String delay(ImageReader reader, int frame) throws IOException {
        IIOMetadataNode root =
                (IIOMetadataNode) reader.getImageMetadata(frame).getAsTree("javax_imageio_gif_image_1.0");
        return ((IIOMetadataNode)
                        root.getElementsByTagName("GraphicControlExtension").item(0))
                .getAttribute("delayTime");
    }
}
