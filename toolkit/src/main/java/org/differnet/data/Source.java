package org.differnet.data;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
            return Encoded.with(file, ImageFile::raw);
        }

        @Override
        public boolean deep() {
            return Encoded.with(file, ImageFile::deep);
        }

        @Override
        public BufferedImage image(ValueRange range) {
            return Encoded.with(file, named -> ImageFile.read(named, range));
        }
    }

    /** An image file that is read from a stream, opened anew at each call; {@code name} stands for it in messages. */
    record Streamed(String name, Callable<? extends InputStream> file) implements Source {

        @Override
        public RawImage raw() {
            return Encoded.read(name, file, ImageFile::raw);
        }

        @Override
        public boolean deep() {
            return Encoded.read(name, file, ImageFile::deep);
        }

        @Override
        public BufferedImage image(ValueRange range) {
            return Encoded.read(name, file, copy -> ImageFile.read(copy, range));
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

    /** An image that is drawn at each call; {@code name} stands for it in messages. */
    record Drawn(String name, Supplier<BufferedImage> drawing) implements Source {

        @Override
        public RawImage raw() {
            BufferedImage image = drawing.get();
            if (image == null) {
                throw new IllegalArgumentException("the function that draws " + name + " gives no image but null;"
                        + " let it give one, or throw what went wrong");
            }
            return RawImage.of(image);
        }

        @Override
        public boolean deep() {
            return false;
        }
    }

    /** A source that tells of what goes wrong in it. */
    record Telling(Source source, Consumer<Throwable> told) implements Source {

        @Override
        public RawImage raw() {
            return telling(source::raw);
        }

        @Override
        public boolean deep() {
            return telling(source::deep);
        }

        @Override
        public BufferedImage image(ValueRange range) {
            return telling(() -> source.image(range));
        }

        private <T> T telling(Supplier<T> reading) {
            try {
                return reading.get();
            } catch (Throwable e) { // Also what code in another language throws undeclared.
                told.accept(e);
                throw e;
            }
        }
    }
}
