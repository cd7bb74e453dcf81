package org.differnet.data;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.differnet.data.image.ImageFile;
import org.differnet.data.image.Pixels;
import org.differnet.data.image.RawImage;
import org.differnet.data.image.ValueRange;

/** Where the pixels of a sample come from. */
interface Source {

    /** The image as its source has it. */
    RawImage raw();

    /** Whether its values have more than 8 bits, as far as that is known without drawing it. */
    boolean deep();

    /** The image upright and in 8 bits, new at each call; {@code range} as in {@link RawImage#plain}. */
    default BufferedImage image(ValueRange range) {
        return raw().plain(range);
    }

    /** A file, read at each call. */
    record OnDisk(Path file) implements Source {

        @Override
        public RawImage raw() {
            return ImageFile.raw(file);
        }

        @Override
        public boolean deep() {
            return ImageFile.deep(file);
        }

        @Override
        public BufferedImage image(ValueRange range) {
            return ImageFile.read(file, range);
        }
    }

    /** An image in memory. */
    record InMemory(RawImage raw) implements Source {

        @Override
        public boolean deep() {
            return raw.deep();
        }

        @Override
        public BufferedImage image(ValueRange range) {
            BufferedImage plain = raw.plain(range);
            return plain == raw.pixels() ? Pixels.copy(plain) : plain;
        }
    }

    /** An image that is drawn at each call. */
    record Drawn(Supplier<BufferedImage> drawing) implements Source {

        @Override
        public RawImage raw() {
            return RawImage.of(drawing.get());
        }

        @Override
        public boolean deep() {
            return false;
        }
    }
}
