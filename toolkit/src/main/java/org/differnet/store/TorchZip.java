package org.differnet.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * PyTorch's format since 1.6: a zip of one folder with a pickle, {@code data.pkl}, and one file {@code data/KEY} for
 * each storage, nothing compressed.
 */
final class TorchZip implements TorchFile {

    /** A file for each tensor, and a few more. */
    private static final int MOST_ENTRIES = Limits.MOST_TENSORS + 100;

    /** Java looks through all names of a hash for each entry that is read. */
    private static final int MOST_OF_ONE_HASH = 16;

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();
    private final String folder;
    private final Object root;

    /** Reads the pickle; whoever opened the zip closes it. */
    TorchZip(ZipFile zip, long fileSize) throws IOException {
        this.zip = zip;
        list(fileSize);
        List<String> pickles = entries.keySet().stream()
                .filter(name -> name.endsWith("/data.pkl") && name.indexOf('/') == name.lastIndexOf('/'))
                .toList();
        if (pickles.size() != 1) {
            throw new IOException("it is a zip with " + pickles.size() + " pickles FOLDER/data.pkl in place of one"
                    + Unpickler.REMEDY);
        }
        ZipEntry pickle = entries.get(pickles.get(0));
        folder = pickles.get(0).substring(0, pickles.get(0).indexOf('/') + 1);
        if (pickle.getSize() > MAX_PICKLE) {
            throw new IOException("its pickle has " + pickle.getSize() + " bytes, where at most " + MAX_PICKLE
                    + " are read" + Unpickler.REMEDY);
        }
        if (entries.containsKey(folder + "byteorder")
                && !StandardCharsets.UTF_8
                        .decode(read(entries.get(folder + "byteorder")))
                        .toString()
                        .equals("little")) {
            throw new IOException("it was written on a big-endian machine" + Unpickler.REMEDY);
        }
        root = new Unpickler(read(pickle)).read();
    }

    private void list(long fileSize) throws IOException {
        long total = 0;
        if (zip.size() > MOST_ENTRIES) {
            throw new IOException("it is a zip of " + zip.size() + " entries, where at most " + MOST_ENTRIES
                    + " are read" + Unpickler.REMEDY);
        }
        Map<Integer, Integer> hashes = new HashMap<>();
        for (ZipEntry entry : entries(zip)) {
            if (hashes.merge(entry.getName().hashCode(), 1, Integer::sum) > MOST_OF_ONE_HASH) {
                throw new IOException("its entries have names that are made to be slow to find");
            }
            if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
                throw new IOException(
                        "its entry " + Limits.shown(entry.getName()) + " is compressed, which PyTorch never does");
            }
            if (entries.put(entry.getName(), entry) != null) {
                throw new IOException("it has two entries " + Limits.shown(entry.getName()));
            }
            total += entry.getSize();
            if (entry.getSize() < 0 || total > fileSize) {
                throw new IOException("its entries claim more bytes than the file has, " + fileSize);
            }
        }
    }

    private static List<? extends ZipEntry> entries(ZipFile zip) throws IOException {
        try {
            return Collections.list(zip.entries());
        } catch (IllegalArgumentException e) {
            // What Java throws for a name or comment that is not UTF-8.
            throw new IOException("its table of entries is damaged: get the file again", e);
        }
    }

    private ByteBuffer read(ZipEntry entry) throws IOException {
        if (entry.getSize() > Integer.MAX_VALUE - 8) {
            throw new IOException("its entry " + Limits.shown(entry.getName()) + " has more than 2 GiB");
        }
        byte[] bytes = new byte[(int) entry.getSize()];
        CRC32 crc = new CRC32();
        try (InputStream in = zip.getInputStream(entry)) {
            crc.update(bytes, 0, in.readNBytes(bytes, 0, bytes.length));
        }
        if (crc.getValue() != entry.getCrc()) {
            throw new IOException(
                    "its entry " + Limits.shown(entry.getName()) + " is damaged (checksum): get the file again");
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public Object root() {
        return root;
    }

    @Override
    public ByteBuffer content(TorchView.Storage storage) throws IOException {
        ZipEntry entry = entries.get(folder + "data/" + storage.key());
        if (entry == null || entry.getSize() != storage.bytes()) {
            throw new IOException("its storage '" + Limits.shown(storage.key()) + "' has "
                    + (entry == null ? "no entry" : entry.getSize() + " bytes") + " in place of " + storage.bytes());
        }
        return read(entry);
    }
}
