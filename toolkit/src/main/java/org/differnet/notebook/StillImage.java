package org.differnet.notebook;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.differnet.work.Escape;

/**
 * An image as a notebook keeps it: PNG, or JPEG where that would make the notebook too large for sharing.
 *
 * @param type MIME type
 * @param base64 the encoded image
 */
record StillImage(String type, String base64) {

    static final String PNG = "image/png";
    static final String JPEG = "image/jpeg";

    private static final int LARGEST_PNG = 150_000;

    static StillImage of(BufferedImage image) {
        byte[] png = encode(image, "png");
        return png.length <= LARGEST_PNG
                ? new StillImage(PNG, Base64.getEncoder().encodeToString(png))
                : new StillImage(JPEG, Base64.getEncoder().encodeToString(encode(image, "jpg")));
    }

    String html(String caption) {
        String below = caption.isEmpty() ? "" : "<figcaption>" + Escape.html(caption) + "</figcaption>";
        return "<figure style=\"margin:0\"><img style=\"max-width:100%\" src=\"data:" + type + ";base64," + base64
                + "\"/>" + below + "</figure>";
    }

    private static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
