package org.differnet.data.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SortedMap;

/** The tags of TIFF (revision 6.0, 1992) that say how its pixels are kept, and how a directory of them is written. */
final class TiffTag {

    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int STRIP_PLACES = 273;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTES = 279;
    static final int PLANAR = 284;
    static final int COLOUR_MAP = 320;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_PLACES = 324;
    static final int TILE_BYTES = 325;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;
    static final int JPEG_TABLES = 347;
    static final int SUBSAMPLING = 530;

    /** Those whose numbers are taken as they are: beside the above, order of bits, options of fax, predictor, YCbCr. */
    static final int[] COPIED = {
        WIDTH,
        HEIGHT,
        BITS,
        266,
        SAMPLES,
        ROWS_PER_STRIP,
        PLANAR,
        292,
        293,
        317,
        COLOUR_MAP,
        TILE_WIDTH,
        TILE_HEIGHT,
        EXTRA_SAMPLES,
        SAMPLE_FORMAT,
        JPEG_TABLES,
        529,
        SUBSAMPLING,
        531,
        532
    };

    private static final Map<Integer, String> COMPRESSIONS = Map.ofEntries(
            Map.entry(6, "with JPEG of the old style"),
            Map.entry(34712, "with JPEG 2000"),
            Map.entry(33003, "with JPEG 2000"),
            Map.entry(33005, "with JPEG 2000"),
            Map.entry(34661, "with JBIG"),
            Map.entry(34887, "with LERC"),
            Map.entry(34925, "with LZMA"),
            Map.entry(50000, "with Zstandard"),
            Map.entry(50001, "with WebP"),
            Map.entry(50002, "with JPEG XL"),
            Map.entry(52546, "with JPEG XL"));

    private static final Map<Integer, String> COLOURS = Map.of(
            4, "that is a mask of transparency",
            8, "with colours of CIELab",
            9, "with colours of ICCLab",
            10, "with colours of ITULab",
            32803, "with raw data of a camera",
            34892, "with raw data of a camera",
            32844, "with logarithmic values",
            32845, "with logarithmic values");

    private TiffTag() {}

    /** What is not read, in words; null where it is. */
    static String unread(int compression, int photometric) {
        boolean known = compression >= 1 && compression <= 8 && compression != 6
                || compression == 32946
                || compression == 32773;
        if (!known) {
            return COMPRESSIONS.getOrDefault(compression, "with compression " + compression);
        }
        boolean colours = photometric >= 0 && photometric <= 6 && photometric != 4;
        return colours ? null : COLOURS.getOrDefault(photometric, "with photometric interpretation " + photometric);
    }

    /** The most numbers that a tag may have. */
    static int most(int tag) {
        return switch (tag) {
            case COLOUR_MAP -> 3 << 16;
            case JPEG_TABLES -> 1 << 16;
            default -> 64;
        };
    }

    /**
     * The numbers of a tag.
     *
     * @param type their type in TIFF
     * @param bytes as they are in the file
     */
    record Value(int type, long count, byte[] bytes) {

        private static final int LONG = 4;

        static Value of(long[] numbers, ByteOrder order) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(order);
            for (long number : numbers) {
                bytes.putInt((int) number);
            }
            return new Value(LONG, numbers.length, bytes.array());
        }
    }

    /** The first 8 bytes of a TIFF whose directory is at a place. */
    static byte[] header(ByteOrder order, long place) {
        byte letter = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        return ByteBuffer.allocate(8)
                .order(order)
                .put(letter)
                .put(letter)
                .putShort((short) 42)
                .putInt((int) place)
                .array();
    }

    /** A directory at a place, and behind it the numbers that do not fit into it. */
    static byte[] directory(SortedMap<Integer, Value> tags, ByteOrder order, long place) {
        int head = 2 + 12 * tags.size() + 4;
        int size = head
                + tags.values().stream()
                        .mapToInt(value -> value.bytes().length > 4 ? value.bytes().length : 0)
                        .sum();
        ByteBuffer bytes = ByteBuffer.allocate(size).order(order).putShort((short) tags.size());
        int[] next = {head};
        tags.forEach((tag, value) -> {
            bytes.putShort((short) (int) tag).putShort((short) value.type()).putInt((int) value.count());
            if (value.bytes().length <= 4) {
                bytes.put(value.bytes()).position(bytes.position() + 4 - value.bytes().length);
            } else {
                bytes.putInt((int) (place + next[0]));
                bytes.put(next[0], value.bytes());
                next[0] += value.bytes().length;
            }
        });
        return bytes.array();
    }
}
