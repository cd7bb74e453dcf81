package org.differnet.data.image;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.differnet.fuzz.Damage;

/** Small image files that ask a decoder for much: time, memory or depth. Each size is drawn. */
final class Hostile {

    private Hostile() {}

    /** Text that unpacks to some MB, XML of great depth, many chunks, a profile that is a bomb, pixels cut into crumbs. */
    static byte[] png(Random random) {
        return random.nextBoolean() ? framed(random) : loaded(random);
    }

    /** Any header and pixels, under checksums that are right. */
    private static byte[] framed(Random random) {
        int bits = 1 << random.nextInt(5);
        byte[] header = Crafted.header(
                1 + random.nextInt(64), 1 + random.nextInt(64), bits, random.nextInt(8), random.nextInt(2));
        byte[] rows = new byte[random.nextInt(40_000)];
        for (int i = 0; random.nextBoolean() && i < rows.length; i++) {
            rows[i] = (byte) random.nextInt(6);
        }
        byte[] pixels = Crafted.deflated(rows);
        byte[] palette = new byte[3 * random.nextInt(300)];
        return Crafted.png(header, palette, random.nextBoolean() ? Damage.to(pixels, random) : pixels);
    }

    private static byte[] loaded(Random random) {
        byte[] bomb = Crafted.deflated(new byte[random.nextInt(16 << 20)]);
        byte[] before =
                switch (random.nextInt(5)) {
                    case 0 -> Crafted.chunk("zTXt", Crafted.joined(ascii("a\0\0"), bomb));
                    case 1 -> Crafted.chunk("iCCP", Crafted.joined(ascii("a\0\0"), bomb));
                    case 2 ->
                        Crafted.chunk(
                                "iTXt",
                                Crafted.joined(
                                        ascii("XML:com.adobe.xmp\0\0\0\0\0"), Crafted.deep(random.nextInt(50_000))));
                    case 3 -> repeated(Crafted.chunk("tEXt", ascii("a\0b")), random.nextInt(20_000));
                    default -> repeated(Crafted.chunk("IDAT", new byte[0]), random.nextInt(20_000));
                };
        byte[] behind = Crafted.chunk("iTXt", Crafted.joined(ascii("a\0\1\0\0\0"), bomb));
        return Crafted.png(1 + random.nextInt(64), 1 + random.nextInt(64), before, behind);
    }

    /** Scans without number, XML of great depth, many segments, profiles in parts that are not there. */
    static byte[] jpeg(Random random) {
        int width = 1 + random.nextInt(64);
        byte[] good = Crafted.jpeg(width, 1 + random.nextInt(64), random.nextBoolean());
        return switch (random.nextInt(4)) {
            case 0 -> Crafted.jpegOfScans(width, 16, random.nextInt(1000));
            case 1 ->
                Crafted.withSegment(
                        good,
                        0xE1,
                        Crafted.joined(ascii("http://ns.adobe.com/xap/1.0/\0"), Crafted.deep(random.nextInt(9000))));
            case 2 -> {
                byte[] segment = Crafted.withSegment(new byte[2], 0xE0 + random.nextInt(16), ascii("MPF\0"));
                byte[] many = repeated(Arrays.copyOfRange(segment, 2, segment.length), random.nextInt(20_000));
                yield Crafted.joined(Arrays.copyOf(good, 2), many, Arrays.copyOfRange(good, 2, good.length));
            }
            default ->
                Crafted.withSegment(
                        good,
                        0xE2,
                        Crafted.joined(
                                ascii("ICC_PROFILE\0"), new byte[] {(byte) random.nextInt(4), 4}, new byte[200]));
        };
    }

    /** Tiles, strips and counts of any size, deep XML, all packings, half of them with noise for pixels. */
    static byte[] tiff(Random random) {
        SortedMap<Integer, long[]> tags = new TreeMap<>();
        int[] packings = {1, 2, 3, 4, 5, 7, 8, 32773, 32946, 34925};
        int[] bits = {1, 4, 8, 12, 16, 32};
        int samples = 1 + random.nextInt(5);
        long[] each = new long[samples];
        Arrays.fill(each, bits[random.nextInt(bits.length)]);
        int strips = random.nextInt(5) == 0 ? 1 + random.nextInt(20_000) : 1;
        tags.put(256, new long[] {1 + random.nextInt(100)});
        tags.put(257, new long[] {strips > 1 ? strips : 1 + random.nextInt(100)});
        tags.put(258, each);
        tags.put(259, new long[] {packings[random.nextInt(packings.length)]});
        tags.put(262, new long[] {random.nextInt(7)});
        tags.put(277, new long[] {samples});
        tags.put(284, new long[] {1 + random.nextInt(2)});
        tags.put(317, new long[] {1 + random.nextInt(3)});
        tags.put(339, new long[] {1 + random.nextInt(3)});
        boolean tiled = random.nextInt(3) == 0;
        if (tiled) {
            tags.put(322, new long[] {16L << random.nextInt(15)});
            tags.put(323, new long[] {16L << random.nextInt(15)});
        } else {
            tags.put(278, new long[] {strips > 1 ? 1 : 1 + random.nextInt(100)});
        }
        byte[] pixels = new byte[random.nextInt(4000)];
        if (random.nextBoolean()) {
            random.nextBytes(pixels);
        }
        byte[] packed = random.nextBoolean() ? Crafted.deflated(pixels) : pixels;
        long[] places = new long[strips * (random.nextBoolean() ? samples : 1)];
        long[] lengths = places.clone();
        Arrays.fill(lengths, packed.length);
        tags.put(tiled ? 324 : 273, places);
        tags.put(tiled ? 325 : 279, lengths);
        Arrays.fill(places, Crafted.pixels(tags));
        return Crafted.tiff(tags, packed);
    }

    /** Many blocks of comments, codes that end at once. */
    static byte[] gif(Random random) {
        byte[] good = Crafted.encoded(Crafted.image(16, 12, BufferedImage.TYPE_BYTE_INDEXED), "gif");
        byte[] comments = repeated(new byte[] {0x21, (byte) 0xFE, 1, 'a', 0}, random.nextInt(20_000));
        return Crafted.joined(Arrays.copyOf(good, 781), comments, Arrays.copyOfRange(good, 781, good.length));
    }

    /** Comments, sizes and largest values of any length. */
    static byte[] pnm(Random random) {
        String comment = "c".repeat(random.nextInt(100_000)) + "\n#".repeat(random.nextInt(1000));
        byte[] good = Crafted.pgm(1 + random.nextInt(64), 1 + random.nextInt(64), 1 + random.nextInt(65_535), comment);
        good[1] = (byte) ('0' + random.nextInt(9));
        return good;
    }

    private static byte[] repeated(byte[] bytes, int times) {
        byte[] all = new byte[times * bytes.length];
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
