package org.differnet.data.image;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.differnet.data.Folders;

/**
 * Reads image files: PNG, JPEG, BMP, GIF, TIFF, WebP and PNM (PBM, PGM, PPM), told apart by their content; of several
 * pictures the first.
 *
 * <p>An image with one channel comes as {@link BufferedImage#TYPE_BYTE_GRAY} with the values of the file, any other as
 * {@link BufferedImage#TYPE_3BYTE_BGR}. Alpha and further channels are dropped, not blended; palettes are resolved; colour
 * profiles and all else that is no pixel is passed over; the EXIF orientation is applied. 16 bits become 8 (value / 257,
 * rounded), floats of 0 to 1 become 0 to 255, both by another rule where a {@link ValueRange} is given. Values are those of
 * Pillow's {@code Image.open(file).convert("RGB")}.
 */
public final class ImageFile {

    /** The most pixels an image may have: 100 million. */
    public static final long MAX_PIXELS = 100_000_000;

    /** The most pixels in a row or a column: a million. */
    public static final int MAX_SIDE = 1_000_000;

    /** More pixels need a file of some size: no format packs so many of a photograph into a byte. */
    private static final long PIXELS_OF_ANY_FILE = 4_000_000;

    private static final long PIXELS_A_BYTE = 10_000;

    private static final Set<String> EXTENSIONS = Set.of(
            "png", "jpg", "jpeg", "jpe", "jfif", "bmp", "dib", "gif", "tif", "tiff", "webp", "pnm", "pbm", "pgm",
            "ppm");

    /** What decoders say of files that are whole, but of a kind that they do not read. */
    private static final Pattern UNREAD =
            Pattern.compile("unsupported|not (yet )?supported|not (yet )?implemented", Pattern.CASE_INSENSITIVE);

    private static final String REMEDY =
            "; save it as PNG, or as TIFF of 8 or 16 bits in strips, with LZW or without compression";

    private ImageFile() {}

    /** Whether the name of a file ends as that of an image that is read does, in any case. */
    public static boolean isImage(Path file) {
        return EXTENSIONS.contains(extension(file));
    }

    /** Whether it ends as that of a picture in a format that is not read, such as HEIC, JPEG 2000 or a camera's raw data. */
    public static boolean isOfAnotherFormat(Path file) {
        return Foreign.isNamed(extension(file));
    }

    /** In small letters; empty of hidden files. */
    private static String extension(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        int dot = name.lastIndexOf('.');
        return name.startsWith(".") || dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Decodes an image.
     *
     * @throws UncheckedIOException if the file is missing, no image, damaged, cut off, without pixels, of a kind that is not
     *     read, larger than {@link #MAX_PIXELS} or far larger than its bytes can hold; the message names it and says what
     *     it is
     * @throws CancellationException if the thread is interrupted
     */
    public static BufferedImage read(Path file) {
        return read(file, null);
    }

    /**
     * Decodes an image, bringing values of more than 8 bits to 8 by a range.
     *
     * @param range as in {@link RawImage#plain}; may be null
     * @throws UncheckedIOException as {@link #read(Path)}
     * @throws CancellationException if the thread is interrupted
     */
    public static BufferedImage read(Path file, ValueRange range) {
        RawImage raw = raw(file);
        try {
            return raw.plain(range);
        } catch (IllegalArgumentException e) {
            throw refused(file, e.getMessage(), new IOException(e));
        }
    }

    /**
     * Decodes an image and leaves its values as they are.
     *
     * @throws UncheckedIOException as {@link #read(Path)}
     * @throws CancellationException if the thread is interrupted
     */
    public static RawImage raw(Path file) {
        return open(file, Opened::decoded);
    }

    /** Width and height of the image that {@link #read} would return, from the header of the file. */
    public static Dimension size(Path file) {
        return open(file, opened -> {
            int width = opened.reader.getWidth(0);
            int height = opened.reader.getHeight(0);
            return opened.contents.orientation() > 4 ? new Dimension(height, width) : new Dimension(width, height);
        });
    }

    /** Whether the values of an image have more than 8 bits, from the header of the file. */
    public static boolean deep(Path file) {
        return open(
                file,
                opened -> opened.format.deep()
                        && RawImage.deep(opened.reader.getImageTypes(0).next().createBufferedImage(1, 1)));
    }

    /** What is done with a file that is open. */
    @FunctionalInterface
    interface Work<T> {
        T on(Opened opened) throws IOException;
    }

    /** A file whose kind, parts and size are known. */
    record Opened(FileBytes file, Format format, Contents contents, ImageReader reader) {

        RawImage decoded() throws IOException {
            contents.check().run();
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            Watch watch = new Watch();
            reader.addIIOReadProgressListener(watch);
            BufferedImage pixels = contents.pixels().of(reader);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException();
            }
            if (format == Format.GIF && !watch.finished(pixels.getHeight())) {
                throw new EOFException();
            }
            for (String warning : warnings) {
                if (warning.startsWith("Corrupt JPEG") && !warning.contains("extraneous")
                        || warning.contains("Truncated")
                        || warning.contains("remature end")) {
                    throw new IOException(warning);
                }
            }
            return new RawImage(pixels, contents.orientation());
        }
    }

    static <T> T open(Path path, Work<T> work) {
        if (!Files.isRegularFile(path)) {
            throw Folders.refused(noFile(path));
        }
        if (!Files.isReadable(path)) {
            throw Folders.refused("you may not read " + path + "; change its permissions");
        }
        try (FileBytes file = new FileBytes(path)) {
            Format format = Format.of(file);
            if (format == null) {
                throw Folders.refused(path + " is " + Foreign.describe(file));
            }
            Contents contents = format.contents(file);
            ImageReader reader = format.reader();
            try (ImageInputStream stream = new PartsStream(file, contents.parts())) {
                reader.setInput(stream);
                checkSize(
                        path,
                        Math.min(file.length(), contents.parts().length()),
                        reader.getWidth(0),
                        reader.getHeight(0));
                return work.on(new Opened(file, format, contents, reader));
            } finally {
                reader.dispose();
            }
        } catch (UncheckedIOException | CancellationException e) {
            throw e;
        } catch (UnsupportedImageException e) {
            throw refused(path, e.getMessage() + REMEDY, e);
        } catch (LinkageError e) {
            String reason = "this machine has no decoder of its format (" + e.getMessage() + "); save it as PNG";
            throw refused(path, reason, new IOException(e));
        } catch (IOException | RuntimeException | AssertionError e) {
            if (Thread.interrupted()) {
                throw new CancellationException("reading " + path + " was stopped");
            }
            IOException cause = e instanceof IOException io ? io : new IOException(e);
            if (UNREAD.matcher(reason(e)).find()) {
                throw refused(path, reason(e) + REMEDY, cause);
            }
            throw refused(path, reason(e) + "; it is damaged or cut off, get it anew or save it again", cause);
        }
    }

    private static String noFile(Path path) {
        String link = "";
        try {
            link = Files.isSymbolicLink(path) ? " is a link to " + Files.readSymbolicLink(path) + ", " : "";
            return Files.readAttributes(path, BasicFileAttributes.class).isDirectory()
                    ? path + " is a folder and no image; give a file in it"
                    : path + " is a pipe, a socket or a device and no image; give a file";
        } catch (NoSuchFileException e) {
            return link.isEmpty()
                    ? "there is no file " + path + "; check its name"
                    : path + link + "where there is nothing; bring that back or delete the link";
        } catch (IOException e) {
            return path
                    + (link.isEmpty()
                            ? " cannot be read: " + e + "; check who may read it"
                            : link + "which cannot be followed: " + e + "; make it anew or delete it");
        }
    }

    private static UncheckedIOException refused(Path path, String reason, IOException cause) {
        return new UncheckedIOException("cannot read " + path + ": " + reason, cause);
    }

    /** What a decoder says, where it says anything to somebody who does not know it. */
    private static String reason(Throwable e) {
        if (e instanceof EOFException || e.getCause() instanceof EOFException) {
            return "it ends before its pixels do";
        }
        boolean speaks = e instanceof IOException
                && e.getMessage() != null
                && !e.getMessage().isBlank();
        return speaks ? e.getMessage() : "its pixels cannot be decoded";
    }

    private static void checkSize(Path file, long bytes, int width, int height) {
        String size = file + " has " + width + " x " + height + " pixels, ";
        if (width < 1 || height < 1) {
            throw Folders.refused(size + "at least 1 x 1 are needed; export it again");
        }
        if ((long) width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) {
            throw Folders.refused(size + "at most " + MAX_PIXELS + " in all and " + MAX_SIDE
                    + " in a row or column are read; scale it down or cut it up");
        }
        if ((long) width * height > Math.max(PIXELS_OF_ANY_FILE, PIXELS_A_BYTE * bytes)) {
            throw Folders.refused(size + "which its " + bytes + " bytes cannot hold; it is damaged, get it anew");
        }
    }
}
