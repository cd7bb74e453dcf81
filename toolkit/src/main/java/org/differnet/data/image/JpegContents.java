package org.differnet.data.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The segments of a JPEG that make its pixels; profiles, previews and comments are left out, a missing end is added.
 *
 * <p>Each scan takes the time of a pass over the image, however few bytes it has, so that their number is limited.
 */
final class JpegContents {

    /** Encoders write up to 18, of CMYK. */
    static final int MOST_SCANS = 20;

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int JPEG_LS = 0xF7;
    private static final int DAC = 0xCC;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final byte[] JFIF = {
        (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    private final FileBytes file;
    private final long end;
    private final Parts parts = new Parts();
    private final List<Integer> components = new ArrayList<>();
    private final List<long[]> bitsLeft = new ArrayList<>();
    private int width;
    private int height;
    private int orientation = 1;
    private int adobe = -1;
    private byte[] adobeSegment;
    private int scans;
    private boolean ended;

    private JpegContents(FileBytes file, long end) {
        this.file = file;
        this.end = end;
    }

    static Contents of(FileBytes file) throws IOException {
        JpegContents jpeg = new JpegContents(file, file.length());
        jpeg.read(0);
        Inks inks = new Inks(jpeg.adobe == 2, jpeg.adobe >= 0);
        Contents.Decoding pixels =
                jpeg.components.size() == 4 ? reader -> inks.rgb(reader.readRaster(0, null)) : reader -> reader.read(0);
        return new Contents(jpeg.parts, jpeg.orientation, pixels, jpeg::checkScans);
    }

    /** Checks a JPEG inside of a TIFF, which may have no more than so many columns and rows. */
    static void check(FileBytes file, long place, long length, long columns, long rows) throws IOException {
        JpegContents jpeg = new JpegContents(file, place + length);
        jpeg.read(place);
        if (jpeg.width > columns + 16 || jpeg.height > rows + 16) {
            throw new IOException("a strip or tile of " + columns + " x " + rows + " pixels holds a JPEG of "
                    + jpeg.width + " x " + jpeg.height);
        }
    }

    private void read(long start) throws IOException {
        parts.add(new byte[] {(byte) 0xFF, (byte) SOI});
        long at = start + 2;
        while (at < end) {
            while (at < end && file.at(at) != 0xFF) {
                at++;
            }
            while (at < end && file.at(at) == 0xFF) {
                at++;
            }
            int marker = at < end ? file.at(at) : EOI;
            at++;
            if (marker == EOI) {
                ended = at <= end;
                break;
            }
            if (marker > 1 && !(marker >= 0xD0 && marker <= SOI)) {
                at = segment(marker, at);
            }
        }
        parts.add(new byte[] {(byte) 0xFF, (byte) EOI});
        if (adobe > 2) {
            // What the standard does not know means what is usual, as in libjpeg: YCbCr, and YCCK of four channels.
            adobe = components.size() == 4 ? 2 : 1;
            adobeSegment[15] = (byte) adobe;
        }
        if (scans == 0 || components.isEmpty()) {
            throw new IOException("it is a JPEG without pixels");
        }
    }

    /** Takes what is needed of a segment whose length stands at a place; where the next begins. */
    private long segment(int marker, long at) throws IOException {
        if (marker == JPEG_LS) {
            throw new UnsupportedImageException("it is a JPEG of a rare kind (JPEG-LS)");
        }
        long size = at + 2 <= end ? file.number(at, 2, ByteOrder.BIG_ENDIAN) : 0;
        if (size < 2 || at + size > end) {
            throw new IOException("it ends within its header");
        }
        long next = at + size;
        if (marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC) {
            frame(marker, at, size);
            parts.add(at - 2, size + 2);
        } else if (marker == SOS) {
            scan(at, size);
            next = endOfScan(next);
            parts.add(at - 2, next - at + 2);
        } else if (marker == DHT || marker == DQT || marker == DRI) {
            parts.add(at - 2, size + 2);
        } else if (marker == APP0 && size >= 16 && file.has(at + 2, "JFIF\0")) {
            parts.add(JFIF);
        } else if (marker == APP1 && file.has(at + 2, "Exif\0\0")) {
            orientation = Contents.orientation(file, at + 2, size - 2);
        } else if (marker == APP14 && size >= 14 && file.has(at + 2, "Adobe")) {
            adobe = file.at(at + 13);
            adobeSegment = file.bytes(at - 2, 16);
            adobeSegment[2] = 0;
            adobeSegment[3] = 14;
            parts.add(adobeSegment);
        }
        return next;
    }

    private void frame(int marker, long at, long size) throws IOException {
        String kind = marker == 0xC3
                ? "lossless"
                : marker > 0xC8 ? "arithmetic coding" : marker > 0xC3 ? "hierarchical" : null;
        int bits = file.at(at + 2);
        if (kind == null && bits != 8) {
            kind = bits + " bits";
        }
        if (kind != null) {
            throw new UnsupportedImageException("it is a JPEG of a rare kind (" + kind + ")");
        }
        if (!components.isEmpty()) {
            throw new IOException("it is a JPEG of more than one frame");
        }
        height = (int) file.number(at + 3, 2, ByteOrder.BIG_ENDIAN);
        width = (int) file.number(at + 5, 2, ByteOrder.BIG_ENDIAN);
        int count = file.at(at + 7);
        if (size < 8 + 3L * count || count < 1 || count > 4) {
            throw new IOException("it is a JPEG of " + count + " channels");
        }
        for (int i = 0; i < count; i++) {
            components.add(file.at(at + 8 + 3L * i));
            long[] unread = new long[64];
            Arrays.fill(unread, Long.MAX_VALUE);
            bitsLeft.add(unread);
        }
    }

    /** Notes which bits of which coefficients a scan brings. */
    private void scan(long at, long size) throws IOException {
        if (++scans > MOST_SCANS) {
            throw new UnsupportedImageException("it is a JPEG of more than " + MOST_SCANS + " scans");
        }
        int count = file.at(at + 2);
        if (size < 6 + 2L * count) {
            throw new IOException("it ends within its header");
        }
        int first = file.at(at + 3 + 2L * count);
        int last = Math.min(63, file.at(at + 4 + 2L * count));
        int low = file.at(at + 5 + 2L * count) & 15;
        for (int i = 0; i < count; i++) {
            int component = components.indexOf(file.at(at + 3 + 2L * i));
            for (int k = first; component >= 0 && k <= last; k++) {
                long[] left = bitsLeft.get(component);
                left[k] = Math.min(left[k], low);
            }
        }
    }

    /** Where the first marker behind the coded pixels begins. */
    private long endOfScan(long at) throws IOException {
        for (long i = at; i < end; i++) {
            if (file.at(i) == 0xFF && i + 1 < end) {
                int next = file.at(i + 1);
                if (next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7)) {
                    return i;
                }
            }
        }
        return end;
    }

    /** Without its end a file may be cut between two scans, which nothing else shows: all bits must be there then. */
    private void checkScans() throws IOException {
        for (long[] left : bitsLeft) {
            for (int k = 0; k < (ended ? 1 : left.length); k++) {
                if (left[k] > (ended ? 15 : 0)) {
                    throw new IOException("scans of it are missing");
                }
            }
        }
    }
}
