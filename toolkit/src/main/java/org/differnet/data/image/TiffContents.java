package org.differnet.data.image;

import static org.differnet.data.image.TiffTag.BITS;
import static org.differnet.data.image.TiffTag.COMPRESSION;
import static org.differnet.data.image.TiffTag.EXTRA_SAMPLES;
import static org.differnet.data.image.TiffTag.HEIGHT;
import static org.differnet.data.image.TiffTag.PHOTOMETRIC;
import static org.differnet.data.image.TiffTag.PLANAR;
import static org.differnet.data.image.TiffTag.ROWS_PER_STRIP;
import static org.differnet.data.image.TiffTag.SAMPLES;
import static org.differnet.data.image.TiffTag.SAMPLE_FORMAT;
import static org.differnet.data.image.TiffTag.STRIP_BYTES;
import static org.differnet.data.image.TiffTag.STRIP_PLACES;
import static org.differnet.data.image.TiffTag.SUBSAMPLING;
import static org.differnet.data.image.TiffTag.TILE_BYTES;
import static org.differnet.data.image.TiffTag.TILE_HEIGHT;
import static org.differnet.data.image.TiffTag.TILE_PLACES;
import static org.differnet.data.image.TiffTag.TILE_WIDTH;
import static org.differnet.data.image.TiffTag.WIDTH;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * The first image of a TIFF or BigTIFF under a directory of its own, which has the tags of the pixels alone. Its strips or
 * tiles are all in the file and as long as they must be, and what can be verified of them before they are decoded is.
 */
final class TiffContents {

    /** Each strip or tile takes its time, however few pixels it has; there may be more if each has so many. */
    private static final int MOST_STRIPS = 1 << 12;

    private static final int PIXELS_OF_STRIP = 256;

    /** Those that are a JPEG each take more. */
    private static final int MOST_JPEGS = 1 << 10;

    private static final int PIXELS_OF_JPEG = 4096;

    private static final int MOST_NUMBERS = 1_000_000;

    /** A tile may be larger than the image, but hardly by more than this. */
    private static final long MOST_TILE_BYTES = 32 << 20;

    private static final int GREY = 1;
    private static final int RGB = 2;
    private static final int FLOAT = 3;
    private static final int YCBCR = 6;

    private final FileBytes file;
    private final Directory tags;
    private final SortedMap<Integer, TiffTag.Value> kept = new TreeMap<>();
    private final long width;
    private final long height;
    private final int compression;
    private final int photometric;
    private final int bits;
    private final boolean planes;
    private final boolean tiled;
    private int samples;

    private TiffContents(FileBytes file) throws IOException {
        this.file = file;
        tags = Directory.of(file, 0, file.length());
        width = tags.first(WIDTH, 0);
        height = tags.first(HEIGHT, 0);
        compression = (int) tags.first(COMPRESSION, 1);
        samples = (int) tags.first(SAMPLES, 1);
        photometric = (int) tags.first(PHOTOMETRIC, samples < 3 ? GREY : RGB);
        bits = (int) tags.first(BITS, 1);
        planes = tags.first(PLANAR, 1) == 2;
        tiled = tags.has(TILE_PLACES);
    }

    static Contents of(FileBytes file) throws IOException {
        if (file.length() > Integer.MAX_VALUE * 2L) {
            throw new UnsupportedImageException("it is a TIFF of more than 4 GB");
        }
        return new TiffContents(file).read();
    }

    private Contents read() throws IOException {
        checkKind();
        for (int tag : TiffTag.COPIED) {
            if (tags.has(tag)) {
                kept.put(tag, tags.value(tag, TiffTag.most(tag)));
            }
        }
        put(COMPRESSION, compression);
        put(PHOTOMETRIC, negative() ? GREY : photometric);
        long[] places = tags.all(tiled ? TILE_PLACES : STRIP_PLACES, MOST_NUMBERS);
        long[] lengths = tags.all(tiled ? TILE_BYTES : STRIP_BYTES, MOST_NUMBERS);
        int stored = samples;
        int used = photometric <= GREY ? 1 : photometric == RGB ? 3 : samples;
        if (planes && used < samples) {
            samples = used;
            kept.remove(EXTRA_SAMPLES);
            put(SAMPLES, samples);
            for (int tag : new int[] {BITS, SAMPLE_FORMAT}) {
                if (kept.containsKey(tag)) {
                    long[] all = tags.all(tag, stored);
                    putAll(tag, Arrays.copyOf(all, Math.min(all.length, samples)));
                }
            }
        }
        checkLayout();
        if (lengths.length == 0 && places.length == 1) {
            lengths = new long[] {file.length() - places[0]};
        }
        int strips = strips(places.length, lengths.length);
        places = Arrays.copyOf(places, strips);
        lengths = Arrays.copyOf(lengths, strips);
        long[] from = places;
        long[] count = lengths;
        return new Contents(parts(from, count), tags.upright(), this::pixels, () -> checkStrips(from, count));
    }

    /** The file under the new directory; strips of fax each with a guard, as their decoder makes missing rows white. */
    private Parts parts(long[] places, long[] lengths) throws IOException {
        boolean guarded = compression >= 2 && compression <= 4;
        for (int i = 0; i < places.length; i++) {
            guarded &= places[i] + lengths[i] <= file.length();
        }
        long end =
                guarded ? 8 + Arrays.stream(lengths).sum() + (long) Parts.GUARD.length * lengths.length : file.length();
        Parts parts = new Parts().add(TiffTag.header(tags.order(), end));
        long[] at = places.clone();
        long[] bytes = lengths.clone();
        if (!guarded) {
            parts.add(8, file.length() - 8);
        }
        for (int i = 0; guarded && i < at.length; i++) {
            at[i] = parts.length();
            bytes[i] += Parts.GUARD.length;
            parts.add(places[i], lengths[i]).add(Parts.GUARD);
        }
        putAll(tiled ? TILE_PLACES : STRIP_PLACES, at);
        putAll(tiled ? TILE_BYTES : STRIP_BYTES, bytes);
        return parts.add(TiffTag.directory(kept, tags.order(), end));
    }

    private void checkKind() throws IOException {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw new IOException("it has " + width + " x " + height + " pixels, at least 1 x 1 are needed");
        }
        String unread = TiffTag.unread(compression, photometric);
        if (unread != null) {
            throw new UnsupportedImageException("it is a TIFF " + unread);
        }
        int format = (int) tags.first(SAMPLE_FORMAT, 1);
        boolean number = format == FLOAT ? bits == 16 || bits == 32 || bits == 64 : format == 1 || format == 4;
        if (!number || bits < 1 || format != FLOAT && bits > 16) {
            throw new UnsupportedImageException(
                    "its pixels are numbers of " + bits + " bits" + (format == 2 ? " with a sign" : ""));
        }
        if (format == FLOAT && photometric == 0) {
            throw new UnsupportedImageException("its pixels are floats of which 0 is white");
        }
        if (samples < 1 || samples > 64) {
            throw new UnsupportedImageException("it has " + samples + " channels");
        }
    }

    /** Which numbers of bits the decoder unpacks rightly; others it takes for damaged, or gives other pixels. */
    private void checkLayout() throws IOException {
        boolean bytes = bits == 8 || bits % 16 == 0;
        boolean nibbles = bits == 1 || bits == 2 || bits == 4;
        boolean camera = (bits == 10 || bits == 12 || bits == 14) && !tiled;
        boolean channels = photometric <= GREY || photometric == RGB && samples == 3;
        if (!bytes && !(samples == 1 && nibbles) && !(camera && (samples == 1 || channels))) {
            throw new UnsupportedImageException(
                    "its pixels have " + bits + " bits" + (samples > 1 ? " in each of " + samples + " channels" : "")
                            + (tiled ? " in tiles" : "") + (planes ? " in planes" : ""));
        }
    }

    /** Whether 0 is white, and the decoder is not told because it would turn 12 bits as if they were 16. */
    private boolean negative() {
        return photometric == 0 && bits > 4;
    }

    private BufferedImage pixels(ImageReader reader) throws IOException {
        ImageTypeSpecifier type = reader.getRawImageType(0);
        if (type != null && type.getSampleModel().getDataType() >= DataBuffer.TYPE_FLOAT) {
            // As an image its floats would be cut to 0 to 1.
            return new BufferedImage(type.getColorModel(), (WritableRaster) reader.readRaster(0, null), false, null);
        }
        BufferedImage image = reader.read(0);
        if (negative()) {
            turn(image.getRaster());
        }
        return image;
    }

    /** Makes the negative of grey. */
    private void turn(WritableRaster raster) {
        int most = (1 << bits) - 1;
        int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                row[x] = most - row[x];
            }
            raster.setSamples(0, y, row.length, 1, 0, row);
        }
    }

    /** How many strips or tiles the image has. */
    private int strips(int places, int lengths) throws IOException {
        long across = 1;
        long rows = tags.first(ROWS_PER_STRIP, height);
        if (tiled) {
            long column = tags.first(TILE_WIDTH, 0);
            rows = tags.first(TILE_HEIGHT, 0);
            if (column < 1 || rows < 1) {
                throw new IOException("its tiles have " + column + " x " + rows + " pixels");
            }
            across = (width + column - 1) / column;
            long most = Math.max(MOST_TILE_BYTES, 2 * bytes(width, height));
            if (column > 65535 || rows > 65535 || bytes(column, rows) > most) {
                throw new IOException(
                        "its tiles have " + column + " x " + rows + " pixels, the image " + width + " x " + height);
            }
        }
        if (rows < 1) {
            throw new IOException("its strips have " + rows + " rows");
        }
        long needed = across * ((height + rows - 1) / rows) * (planes ? samples : 1);
        if (Math.min(places, lengths) < needed) {
            throw new IOException(
                    "it has " + Math.min(places, lengths) + " of " + needed + (tiled ? " tiles" : " strips"));
        }
        long most = compression == TiffTag.JPEG
                ? Math.max(MOST_JPEGS, width * height / PIXELS_OF_JPEG)
                : Math.max(MOST_STRIPS, width * height / PIXELS_OF_STRIP);
        if (needed > most) {
            throw new UnsupportedImageException(
                    "it is a TIFF in " + needed + (tiled ? " tiles" : " strips") + ", at most " + most + " are read");
        }
        return (int) needed;
    }

    private void checkStrips(long[] places, long[] lengths) throws IOException {
        long columns = tiled ? tags.first(TILE_WIDTH, 0) : width;
        long most = tiled ? tags.first(TILE_HEIGHT, 0) : Math.min(height, tags.first(ROWS_PER_STRIP, height));
        long perPlane = places.length / (planes ? samples : 1);
        long[] chroma = tags.all(SUBSAMPLING, 2);
        boolean subsampled = photometric == YCBCR && !(chroma.length == 2 && chroma[0] == 1 && chroma[1] == 1);
        try (Strip strip = new Strip(file, compression)) {
            for (int i = 0; i < places.length; i++) {
                String name = (tiled ? "tile " : "strip ") + (i + 1) + " of " + places.length;
                long rows = tiled ? most : Math.min(most, height - i % perPlane * most);
                if (places[i] < 8 || lengths[i] < 1 || places[i] + lengths[i] > file.length()) {
                    throw new IOException(name + " claims bytes " + places[i] + " to " + (places[i] + lengths[i])
                            + " of " + file.length());
                }
                long needed = subsampled ? 1 : bytes(columns, rows);
                strip.check(name, places[i], lengths[i], columns, rows, needed, bytes(columns, most));
            }
        }
    }

    /** Bytes that so many columns and rows take, of one plane where the planes are apart. */
    private long bytes(long columns, long rows) {
        return (columns * bits * (planes ? 1 : samples) + 7) / 8 * rows;
    }

    private void put(int tag, long number) {
        putAll(tag, new long[] {number});
    }

    private void putAll(int tag, long[] numbers) {
        kept.put(tag, TiffTag.Value.of(numbers, tags.order()));
    }
}
