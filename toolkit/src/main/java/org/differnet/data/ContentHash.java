package org.differnet.data;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.differnet.data.image.Pixels;
import org.differnet.work.Sha256;

/**
 * A fingerprint of images: SHA-256 of their sizes, channels and pixels in their order, whatever their names and formats.
 *
 * <p>Nothing is read for it that is read anyway: it watches the images on their way.
 */
public final class ContentHash {

    private final List<Sample> originals;
    private final List<Sample> samples;
    private final String[] digests;

    /** Of these images, in this order; their hashes come as they are read. */
    public ContentHash(List<Sample> samples) {
        this.originals = List.copyOf(samples);
        this.digests = new String[originals.size()];
        this.samples =
                IntStream.range(0, originals.size()).mapToObj(this::watched).toList();
    }

    /** The same images, which are fingerprinted when they are read for the first time. */
    public List<Sample> samples() {
        return samples;
    }

    /** The fingerprint in 64 hexadecimal digits; images that nobody has read yet are read now. */
    public String value() {
        Sha256 all = new Sha256();
        for (int i = 0; i < digests.length; i++) {
            if (digests[i] == null) {
                samples.get(i).image();
            }
            all.add(digests[i]);
        }
        return all.hex();
    }

    private Sample watched(int i) {
        Sample original = originals.get(i);
        return new Sample(original.name(), original.kind(), () -> {
            BufferedImage image = original.image();
            if (digests[i] == null) {
                digests[i] = Pixels.digest(image);
            }
            return image;
        });
    }
}
