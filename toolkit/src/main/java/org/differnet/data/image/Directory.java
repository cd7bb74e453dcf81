package org.differnet.data.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The first directory of tags of a TIFF, a BigTIFF or of EXIF. Reads no more of the file than is asked for. */
final class Directory {

    static final int ORIENTATION = 274;

    /** Bytes of a number of each type of TIFF; 0 where there is none. */
    private static final int[] WIDTHS = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    private static final Directory EMPTY = new Directory(null, ByteOrder.BIG_ENDIAN, 0, Map.of());

    private final FileBytes file;
    private final ByteOrder order;
    private final long end;
    private final Map<Integer, Tag> tags;

    private Directory(FileBytes file, ByteOrder order, long end, Map<Integer, Tag> tags) {
        this.file = file;
        this.order = order;
        this.end = end;
        this.tags = tags;
    }

    /** So many numbers of a type, at a place of the file. */
    record Tag(int type, long count, long place) {

        int width() {
            return type < WIDTHS.length ? WIDTHS[type] : 0;
        }
    }

    /** The directory of what begins at {@code base}, all before {@code end}. */
    static Directory of(FileBytes file, long base, long end) throws IOException {
        ByteOrder order = file.has(base, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        boolean big = file.number(base + 2, 2, order) == 43;
        long at = base + file.number(base + (big ? 8 : 4), big ? 8 : 4, order);
        if (at < base + 8 || at >= end) {
            throw new IOException("its directory is said to be at byte " + at + " of " + end);
        }
        int count = (int) Math.min(65535, file.number(at, big ? 8 : 2, order));
        Map<Integer, Tag> tags = new HashMap<>();
        at += big ? 8 : 2;
        for (int i = 0, size = big ? 20 : 12; i < count; i++, at += size) {
            int tag = (int) file.number(at, 2, order);
            int type = (int) file.number(at + 2, 2, order);
            long numbers = file.number(at + 4, big ? 8 : 4, order);
            long value = at + (big ? 12 : 8);
            Tag entry = new Tag(type, numbers, value);
            boolean inside = numbers >= 0 && numbers <= (big ? 8 : 4) / Math.max(1, entry.width());
            if (!inside) {
                entry = new Tag(type, numbers, base + file.number(value, big ? 8 : 4, order));
            }
            tags.putIfAbsent(tag, entry);
        }
        return new Directory(file, order, end, tags);
    }

    /** The directory of EXIF; an empty one where it cannot be read. */
    static Directory exif(FileBytes file, long base, long end) throws IOException {
        try {
            return file.has(base, "II*\0") || file.has(base, "MM\0*") ? of(file, base, end) : EMPTY;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return EMPTY;
        }
    }

    ByteOrder order() {
        return order;
    }

    boolean has(int tag) {
        return tags.containsKey(tag);
    }

    /** The first number of a tag, or another where there is none. */
    long first(int tag, long otherwise) throws IOException {
        Tag entry = tags.get(tag);
        if (entry == null || entry.count() == 0 || !whole(entry)) {
            return otherwise;
        }
        return file.number(entry.place(), entry.width(), order);
    }

    /** All numbers of a tag; none where it is absent. */
    long[] all(int tag, int most) throws IOException {
        Tag entry = tags.get(tag);
        if (entry == null) {
            return new long[0];
        }
        if (!whole(entry)) {
            throw new IOException("tag " + tag + " of its directory has no whole numbers");
        }
        long[] numbers = new long[checkedCount(tag, entry, most)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = file.number(entry.place() + (long) i * entry.width(), entry.width(), order);
        }
        return numbers;
    }

    /** The numbers of a tag as they are in the file, those of BigTIFF made as small as they are in TIFF. */
    TiffTag.Value value(int tag, int most) throws IOException {
        Tag entry = tags.get(tag);
        int count = checkedCount(tag, entry, most);
        return entry.width() == 8 && whole(entry)
                ? TiffTag.Value.of(all(tag, most), order)
                : new TiffTag.Value(entry.type(), count, file.bytes(entry.place(), count * entry.width()));
    }

    /** The orientation; 1 where there is none of 1 to 8. */
    int upright() throws IOException {
        try {
            long orientation = first(ORIENTATION, 1);
            return orientation >= 1 && orientation <= 8 ? (int) orientation : 1;
        } catch (EOFException e) {
            return 1;
        }
    }

    private int checkedCount(int tag, Tag entry, int most) throws IOException {
        long width = entry.width();
        if (width == 0 || entry.count() < 0 || entry.count() > most) {
            throw new IOException("tag " + tag + " of its directory has " + Long.toUnsignedString(entry.count())
                    + " numbers of type " + entry.type() + ", at most " + most + " are read");
        }
        if (entry.place() < 0 || entry.place() + entry.count() * width > end) {
            throw new IOException("tag " + tag + " of its directory lies behind its end");
        }
        return (int) entry.count();
    }

    /** Whether the numbers of an entry are whole ones; those read are never negative. */
    private static boolean whole(Tag entry) {
        return switch (entry.type()) {
            case 1, 3, 4, 8, 9, 13, 16, 18 -> true;
            default -> false;
        };
    }
}
