package org.differnet.data.image;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Dimension;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.differnet.data.Folders;

/**
 * Reads image files: PNG, JPEG, BMP, TIFF and WebP, told apart by their content.
 *
 * <p>An image with one channel comes as {@link BufferedImage#TYPE_BYTE_GRAY} with the values of the file, any other as
 * {@link BufferedImage#TYPE_3BYTE_BGR}. Alpha is dropped, not blended; 16 bits become 8 (value / 257, rounded);
 * palettes are resolved; colour profiles are ignored; the EXIF orientation is applied. Values are those of Pillow's
 * {@code Image.open(file).convert("RGB")}, but for lossy WebP, which may differ by a few grey levels.
 */
public final class ImageFile {

    /** The most pixels an image may have: 100 million. */
    public static final long MAX_PIXELS = 100_000_000;

    /** More pixels need a file of some size: no format packs so many of a photograph into a byte. */
    private static final long PIXELS_OF_ANY_FILE = 4_000_000;

    private static final long PIXELS_A_BYTE = 10_000;

    /** The name of the last chunk, IEND. */
    private static final int PNG_END = 0x49454E44;

    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp");

    static {
        // A notebook adds jars after ImageIO has looked for its plugins.
        ServiceLoader.load(ImageReaderSpi.class, ImageFile.class.getClassLoader())
                .forEach(IIORegistry.getDefaultInstance()::registerServiceProvider);
    }

    private ImageFile() {}

    /** Whether the name of a file ends as that of an image does: png, jpg, jpeg, bmp, tif, tiff or webp. */
    public static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && EXTENSIONS.contains(extension);
    }

    /**
     * Decodes an image.
     *
     * @throws UncheckedIOException if the file is missing, no image, damaged, cut off, without pixels, larger than
     *     {@link #MAX_PIXELS} or far larger than its bytes can hold; the message names it
     */
    public static BufferedImage read(Path file) {
        return open(file, (reader, warnings) -> {
            BufferedImage image = Pixels.plain(reader.read(0, parameters(reader)));
            for (String warning : warnings) {
                if (warning.contains("Truncated") || warning.contains("premature end")) {
                    throw new IOException(warning);
                }
            }
            return Pixels.upright(image, orientation(file));
        });
    }

    /** Width and height of the image that {@link #read} would return, from the header of the file. */
    public static Dimension size(Path file) {
        return open(file, (reader, warnings) -> {
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            return orientation(file) > 4 ? new Dimension(height, width) : new Dimension(width, height);
        });
    }

    /** The decoder of WebP asks for more and more behind the end of a file; after a while this one says no. */
    private static final class EndingStream extends FileImageInputStream {

        private static final int PATIENCE = 10_000;

        private int behindTheEnd;

        EndingStream(Path file) throws IOException {
            super(file.toFile());
        }

        @Override
        public int read() throws IOException {
            return noted(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return noted(super.read(bytes, offset, length));
        }

        private int noted(int result) throws IOException {
            if (result < 0 && ++behindTheEnd > PATIENCE) {
                throw new IOException("it ends too early");
            }
            return result;
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(ImageReader reader, List<String> warnings) throws IOException;
    }

    private static <T> T open(Path file, Work<T> work) {
        if (!Files.isRegularFile(file)) {
            throw Folders.refused("there is no file " + file + "; check its name");
        }
        try (ImageInputStream stream = new EndingStream(file)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw Folders.refused(file + " is not an image in PNG, JPEG, BMP, TIFF or WebP");
            }
            ImageReader reader = readers.next();
            try {
                checkParts(stream);
                reader.setInput(stream);
                checkSize(file, stream.length(), reader.getWidth(0), reader.getHeight(0));
                List<String> warnings = new ArrayList<>();
                reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
                return work.on(reader, warnings);
            } finally {
                reader.dispose();
            }
        } catch (UncheckedIOException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            String message = "cannot read " + file + ": " + e.getMessage() + "; it may be damaged or cut off";
            throw new UncheckedIOException(message, e instanceof IOException io ? io : new IOException(e));
        }
    }

    private static void checkSize(Path file, long bytes, int width, int height) {
        String size = file + " has " + width + " x " + height + " pixels, ";
        if (width < 1 || height < 1) {
            throw Folders.refused(size + "at least 1 x 1 are needed; export it again");
        }
        if ((long) width * height > MAX_PIXELS) {
            throw Folders.refused(size + "at most " + MAX_PIXELS + " in all are read; scale it down or cut it up");
        }
        if ((long) width * height > Math.max(PIXELS_OF_ANY_FILE, PIXELS_A_BYTE * bytes)) {
            throw Folders.refused(size + "which its " + bytes + " bytes cannot hold; it is damaged, get it anew");
        }
    }

    /**
     * Checks what the decoders do not: that of WebP fills what is cut off with nothing and says nothing, and that of PNG and
     * the reader of metadata take as much memory as a part of the file claims to have.
     */
    private static void checkParts(ImageInputStream stream) throws IOException {
        byte[] start = new byte[4];
        stream.readFully(start);
        String magic = new String(start, StandardCharsets.ISO_8859_1);
        if (magic.equals("RIFF")) {
            stream.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            long length = stream.readUnsignedInt() + 8;
            if (stream.length() < length) {
                throw new IOException("it has " + stream.length() + " of " + length + " bytes");
            }
            for (long chunk = 12; chunk + 8 <= length; ) {
                stream.seek(chunk + 4);
                long size = checked(stream.readUnsignedInt(), length - chunk - 8);
                chunk += 8 + size + size % 2;
            }
            stream.setByteOrder(ByteOrder.BIG_ENDIAN);
        } else if (magic.equals("\u0089PNG")) {
            int type = 0;
            for (long chunk = 8; type != PNG_END && chunk + 12 <= stream.length(); ) {
                stream.seek(chunk);
                chunk += 12 + checked(stream.readUnsignedInt(), stream.length() - chunk - 12);
                type = stream.readInt();
            }
        }
        stream.seek(0);
    }

    private static long checked(long size, long most) throws IOException {
        if (size > most) {
            throw new IOException("a part of it claims " + size + " bytes, where " + most + " are left");
        }
        return size;
    }

    /** Decodes into the colour space of the file, where it has one of its own, so that nothing is converted. */
    private static ImageReadParam parameters(ImageReader reader) throws IOException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        for (Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0); types.hasNext(); ) {
            ImageTypeSpecifier type = types.next();
            ColorSpace space = type.getColorModel().getColorSpace();
            if (space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB()) {
                parameters.setDestination(type.createBufferedImage(reader.getWidth(0), reader.getHeight(0)));
                return parameters;
            }
        }
        return parameters;
    }

    /** 1 to 8 as in EXIF; 1, upright, where there is none or it cannot be read. */
    private static int orientation(Path file) throws IOException {
        try {
            ExifIFD0Directory exif =
                    ImageMetadataReader.readMetadata(file.toFile()).getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer orientation = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return orientation == null ? 1 : orientation;
        } catch (ImageProcessingException e) {
            return 1;
        }
    }
}
