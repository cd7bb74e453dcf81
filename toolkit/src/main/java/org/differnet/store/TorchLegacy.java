package org.differnet.store;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's format before 1.6: five pickles in a row (a magic number, the protocol, the machine, the object, the keys of
 * the storages), then for each key the number of its elements in 8 bytes and the elements.
 */
final class TorchLegacy implements TorchFile {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final Long PROTOCOL = 1001L;

    private final FileChannel file;
    private final Map<String, Long> positions = new HashMap<>();
    private final Object root;

    TorchLegacy(FileChannel file) throws IOException {
        this.file = file;
        ByteBuffer head = Bytes.read(file, 0, (int) Math.min(MAX_PICKLE, file.size()));
        if (!MAGIC.equals(new Unpickler(head).read()) || !PROTOCOL.equals(new Unpickler(head).read())) {
            throw new IOException("it does not begin as PyTorch's checkpoints do" + Unpickler.REMEDY);
        }
        if (!(new Unpickler(head).read() instanceof Map<?, ?> machine)
                || !Boolean.TRUE.equals(machine.get("little_endian"))) {
            throw new IOException("it was written on a big-endian machine" + Unpickler.REMEDY);
        }
        Unpickler unpickler = new Unpickler(head);
        root = unpickler.read();
        if (!(new Unpickler(head).read() instanceof List<?> keys)) {
            throw new IOException("it lacks the list of its storages");
        }
        locate(keys, unpickler.storages(), head.position());
    }

    private void locate(List<?> keys, Map<String, TorchView.Storage> storages, long start) throws IOException {
        long position = start;
        for (Object key : keys) {
            if (!(key instanceof String name) || !storages.containsKey(name) || positions.containsKey(name)) {
                throw new IOException("its list of storages does not agree with its tensors");
            }
            TorchView.Storage storage = storages.get(name);
            if (position + 8 + storage.bytes() > file.size()) {
                throw new IOException("it ends within its storage '" + Limits.shown(name) + "': get the file again");
            }
            long elements = Bytes.read(file, position, 8).getLong();
            if (elements != storage.elements()) {
                throw new IOException("its storage '" + Limits.shown(name) + "' has " + elements
                        + " numbers in place of " + storage.elements());
            }
            positions.put(name, position + 8);
            position += 8 + storage.bytes();
        }
    }

    @Override
    public Object root() {
        return root;
    }

    @Override
    public ByteBuffer content(TorchView.Storage storage) throws IOException {
        Long position = positions.get(storage.key());
        if (position == null) {
            throw new IOException("its storage '" + Limits.shown(storage.key()) + "' is not in the file");
        }
        return Bytes.read(file, position, (int) storage.bytes());
    }
}
