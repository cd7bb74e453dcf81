package org.differnet.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Image files put together by hand, whole and hostile. */
final class Crafted {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'};

    private Crafted() {}

    /** An image of a type, each pixel of another value. */
    static BufferedImage image(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, 0xff000000 | i * 0x010307);
        }
        return image;
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] some = new byte[1 << 14];
        while (!deflater.finished()) {
            out.write(some, 0, deflater.deflate(some));
        }
        deflater.end();
        return out.toByteArray();
    }

    static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return joined(number(data.length), name, data, number((int) crc.getValue()));
    }

    /** A grey PNG of 8 bits, with chunks before and behind its pixels. */
    static byte[] png(int width, int height, byte[] before, byte[] behind) {
        byte[] rows = new byte[height * (width + 1)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) (i % (width + 1) == 0 ? 0 : i * 7);
        }
        return joined(
                PNG,
                header(width, height, 8, 0, 0),
                before,
                chunk("IDAT", deflated(rows)),
                behind,
                chunk("IEND", new byte[0]));
    }

    /** A PNG of any header, palette and pixels, whose checksums are right. */
    static byte[] png(byte[] header, byte[] palette, byte[] pixels) {
        return joined(PNG, header, chunk("PLTE", palette), chunk("IDAT", pixels), chunk("IEND", new byte[0]));
    }

    /** The first chunk of a PNG. */
    static byte[] header(int width, int height, int bits, int colour, int interlaced) {
        byte[] rest = {(byte) bits, (byte) colour, 0, 0, (byte) interlaced};
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13).putInt(width).putInt(height).put(rest).array());
    }

    /** XML whose elements lie so deep in each other. */
    static byte[] deep(int elements) {
        return ("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">" + "<a>".repeat(elements) + "</a>".repeat(elements)
                        + "</x:xmpmeta>")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] jpeg(int width, int height, boolean progressive) {
        ImageWriter writer = writer("jpeg");
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (progressive) {
            parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        }
        return written(writer, parameters, image(width, height, BufferedImage.TYPE_3BYTE_BGR));
    }

    /** A JPEG with a segment behind its start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        byte[] head = {(byte) 0xFF, (byte) marker, (byte) (data.length + 2 >> 8), (byte) (data.length + 2)};
        return joined(Arrays.copyOf(jpeg, 2), head, data, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A progressive JPEG whose last scan comes so many times again. */
    static byte[] jpegOfScans(int width, int height, int more) {
        byte[] jpeg = jpeg(width, height, true);
        int scan = jpeg.length - 2;
        while (jpeg[scan] != (byte) 0xFF || jpeg[scan + 1] != (byte) 0xDA) {
            scan--;
        }
        byte[] last = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
        byte[] scans = new byte[more * last.length];
        for (int i = 0; i < more; i++) {
            System.arraycopy(last, 0, scans, i * last.length, last.length);
        }
        return joined(Arrays.copyOf(jpeg, jpeg.length - 2), scans, new byte[] {(byte) 0xFF, (byte) 0xD9});
    }

    /** EXIF of one entry, the orientation. */
    static byte[] exif(int orientation) {
        return joined("Exif\0\0".getBytes(StandardCharsets.US_ASCII), new byte[] {
            'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0, 0, 0, 0
        });
    }

    /** A TIFF, little endian: its directory of LONGs, then pixels, which begin at {@link #pixels}. */
    static byte[] tiff(SortedMap<Integer, long[]> tags, byte[] pixels) {
        int head = 8 + 2 + 12 * tags.size() + 4;
        int more = tags.values().stream()
                .mapToInt(numbers -> numbers.length > 1 ? 4 * numbers.length : 0)
                .sum();
        ByteBuffer file = ByteBuffer.allocate(head + more + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) tags.size());
        int next = head;
        for (var tag : tags.entrySet()) {
            long[] numbers = tag.getValue();
            file.putShort((short) (int) tag.getKey()).putShort((short) 4).putInt(numbers.length);
            file.putInt(numbers.length == 1 ? (int) numbers[0] : next);
            for (int i = 0; numbers.length > 1 && i < numbers.length; i++, next += 4) {
                file.putInt(next, (int) numbers[i]);
            }
        }
        file.position(head + more);
        return file.put(pixels).array();
    }

    /** Where the pixels of such a TIFF begin. */
    static int pixels(SortedMap<Integer, long[]> tags) {
        return tiff(tags, new byte[0]).length;
    }

    /** A TIFF as the JDK writes it, packed as LZW, Deflate, PackBits, JPEG or "CCITT T.6". */
    static byte[] tiff(BufferedImage image, String packing) {
        ImageWriter writer = writer("tiff");
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(packing);
        return written(writer, parameters, image);
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("no writer of " + format + " for images of type " + image.getType());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A PGM with a comment and values up to a largest one. */
    static byte[] pgm(int width, int height, int largest, String comment) {
        byte[] header = ("P5\n#" + comment + "\n" + width + " " + height + "\n" + largest + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer values = ByteBuffer.allocate(width * height * (largest > 255 ? 2 : 1));
        for (int i = 0; i < width * height; i++) {
            int value = i * 37 % (largest + 1);
            if (largest > 255) {
                values.putShort((short) value);
            } else {
                values.put((byte) value);
            }
        }
        return joined(header, values.array());
    }

    private static ImageWriter writer(String format) {
        for (Iterator<ImageWriter> all = ImageIO.getImageWritersByFormatName(format); all.hasNext(); ) {
            ImageWriter writer = all.next();
            if (writer.getClass().getName().startsWith("com.sun.imageio")) {
                return writer;
            }
        }
        throw new IllegalStateException("this Java has no writer of " + format);
    }

    private static byte[] written(ImageWriter writer, ImageWriteParam parameters, BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
