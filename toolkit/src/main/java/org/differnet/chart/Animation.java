package org.differnet.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pictures one after the other, each with its caption under it, over and over; the last one stays for a second and a
 * half. Where nothing moves, some of them stand side by side.
 */
public final class Animation implements Picture {

    private static final int COLUMNS = 3;
    private static final int CAPTION_HEIGHT = 22;
    private static final int SHOWN = 9;
    private static final int LAST_HUNDREDTHS = 150;
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    private final List<Picture> frames;
    private final int hundredths;
    private final List<Integer> stills;

    private Animation(List<Picture> frames, int hundredths, List<Integer> stills) {
        this.frames = frames;
        this.hundredths = hundredths;
        this.stills = stills;
    }

    /**
     * A moving picture.
     *
     * @param frames at least two, of one size
     * @param perSecond frames a second, 1 to 50
     */
    public static Animation of(List<? extends Picture> frames, int perSecond) {
        if (frames.size() < 2) {
            throw new IllegalArgumentException("an animation of " + frames.size() + " frames; give at least two");
        }
        if (perSecond < 1 || perSecond > 50) {
            throw new IllegalArgumentException(perSecond + " frames a second; give 1 to 50");
        }
        int shown = Math.min(SHOWN, frames.size());
        List<Integer> stills = IntStream.range(0, shown)
                .mapToObj(i -> i * (frames.size() - 1) / (shown - 1))
                .toList();
        return new Animation(List.copyOf(frames), 100 / perSecond, stills);
    }

    /**
     * This animation with other frames side by side where nothing moves.
     *
     * @param places of the frames, from 0; at least one
     */
    public Animation withStills(int... places) {
        List<Integer> stills = IntStream.of(places)
                .mapToObj(place -> Objects.checkIndex(place, frames.size()))
                .toList();
        if (stills.isEmpty()) {
            throw new IllegalArgumentException("a still image of no frames; give at least one place");
        }
        return new Animation(frames, hundredths, stills);
    }

    /** The bytes of an animated GIF. */
    public byte[] gif() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames.size(); i++) {
                BufferedImage image = captioned(frames.get(i));
                int delay = i < frames.size() - 1 ? hundredths : Math.max(hundredths, LAST_HUNDREDTHS);
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
                metadata.mergeTree(FORMAT, timing(delay));
                writer.writeToSequence(new IIOImage(image, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage captioned(Picture frame) {
        BufferedImage picture = frame.picture();
        int height = picture.getHeight();
        BufferedImage image =
                new BufferedImage(picture.getWidth(), height + CAPTION_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.drawImage(picture, 0, 0, null);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(AxesDrawing.SMALL);
        AxesDrawing.centred(g, frame.caption(), image.getWidth() / 2.0, height + CAPTION_HEIGHT - 7);
        g.dispose();
        return image;
    }

    /** How long a frame stays, in hundredths of a second, and that it all begins anew (Netscape's extension). */
    private static IIOMetadataNode timing(int delay) {
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(delay));
        control.setAttribute("transparentColorIndex", "0");
        IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(new byte[] {1, 0, 0});
        IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(loop);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(control);
        root.appendChild(extensions);
        return root;
    }

    /** Up to 9 of the frames, spread evenly, the first and the last among them, if no others have been named. */
    @Override
    public BufferedImage picture() {
        return Gallery.of(stills.stream().map(frames::get).toList(), COLUMNS).picture();
    }

    @Override
    public String caption() {
        return "";
    }

    @Override
    public String toString() {
        return "animation of " + frames.size() + " frames, " + frames.get(0) + " to " + frames.get(frames.size() - 1);
    }
}
