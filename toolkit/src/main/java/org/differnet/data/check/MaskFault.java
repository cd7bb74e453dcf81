package org.differnet.data.check;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.data.Sample;
import org.differnet.data.image.Pixels;

/**
 * What is wrong with a mask.
 *
 * @param text what was found
 * @param advice what to do about it
 */
record MaskFault(String text, String advice) {

    /** Share of an image from which a mask is more likely to mark what is good. */
    private static final double MOST_MARKED = 0.5;

    /** The fault of the mask of a sample of some size; empty where there is none, or no mask. */
    static Optional<MaskFault> of(Sample sample, int width, int height) {
        try {
            return sample.mask().flatMap(mask -> of(mask, width, height));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            return Optional.of(new MaskFault(String.valueOf(e.getMessage()), "make a new mask"));
        }
    }

    private static Optional<MaskFault> of(BufferedImage mask, int width, int height) {
        if (mask.getWidth() != width || mask.getHeight() != height) {
            String sizes = "the mask has " + mask.getWidth() + " x " + mask.getHeight() + " pixels, the image " + width
                    + " x " + height;
            return Optional.of(new MaskFault(sizes, "make both the same size"));
        }
        byte[] values = Pixels.bytes(mask);
        int marked = 0;
        for (byte value : values) {
            marked += value == 0 ? 0 : 1;
        }
        if (marked == 0) {
            return Optional.of(new MaskFault(
                    "the mask marks nothing", "mark the defect with 255 on black, or label the image good"));
        }
        if (marked > MOST_MARKED * values.length) {
            return Optional.of(new MaskFault(
                    String.format(Locale.ROOT, "the mask marks %.0f %% of the image", 100.0 * marked / values.length),
                    "look whether it is inverted: what is not black is the defect"));
        }
        return Optional.empty();
    }
}
