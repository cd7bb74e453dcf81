package org.differnet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipFile;

/**
 * Reads the tensors of a PyTorch checkpoint ({@code .pth}, {@code .pt}), as {@code torch.save} writes it today and as
 * it did before PyTorch 1.6.
 *
 * <p>A checkpoint is a pickle, which may hold any Python code. None is run: whatever is more than tensors in dicts and
 * lists is refused.
 *
 * <p>The tensors are those of the outermost dict, as in {@code torch.save(model.state_dict(), file)}; where it has
 * none, those of the one dict in it that does, as in {@code {"epoch": 3, "state_dict": ...}}.
 */
public final class TorchCheckpoint {

    private static final List<String> USUAL_KEYS = List.of("state_dict", "model_state_dict", "model");

    private static final int MOST_NAMED = 5;

    private TorchCheckpoint() {}

    /**
     * Reads all tensors, in the order of their dict.
     *
     * @throws UncheckedIOException if the file is missing, damaged or holds anything else than weights
     */
    public static Map<String, Tensor> read(Path file) {
        return read(file, name -> true);
    }

    /**
     * Reads the tensors of wanted names; the others take no memory.
     *
     * @throws UncheckedIOException if the file is missing, damaged or holds anything else than weights
     */
    public static Map<String, Tensor> read(Path file, Predicate<String> wanted) {
        return Unreadable.guard(file, "a PyTorch checkpoint", channel -> {
            if (channel.size() < 4) {
                throw new IOException("it has " + channel.size() + " bytes, too few for one");
            }
            ByteBuffer magic = Bytes.read(channel, 0, 4);
            if (magic.get(0) == 'P' && magic.get(1) == 'K') {
                try (ZipFile zip = new ZipFile(file.toFile())) {
                    return tensors(new TorchZip(zip, channel.size()), channel, wanted);
                }
            }
            if (magic.get(0) == (byte) 0x80) {
                return tensors(new TorchLegacy(channel), channel, wanted);
            }
            throw new IOException("it is neither a zip nor a pickle" + Unpickler.REMEDY);
        });
    }

    private static Map<String, Tensor> tensors(TorchFile file, FileChannel channel, Predicate<String> wanted)
            throws IOException {
        Map<String, TorchView> views = stateDict(file.root());
        views.keySet().removeIf(name -> !wanted.test(name));
        Limits.tensors(views.size());
        long bytes = 0;
        for (Map.Entry<String, TorchView> entry : views.entrySet()) {
            // Whoever takes a tensor copies it, however many look at the same numbers.
            bytes += entry.getValue().bytes();
            if (bytes > Limits.MOST_EXPANSION * channel.size()) {
                throw new IOException("its tensors, up to '" + Limits.shown(entry.getKey())
                        + "', make far more numbers than the file has: save it with .contiguous()");
            }
        }
        Map<String, ByteBuffer> contents = new HashMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, TorchView> entry : views.entrySet()) {
            TorchView view = entry.getValue();
            String key = view.storage().key();
            if (!contents.containsKey(key)) {
                contents.put(key, file.content(view.storage()));
            }
            tensors.put(entry.getKey(), view.in(contents.get(key)));
        }
        return tensors;
    }

    private static Map<String, TorchView> stateDict(Object root) throws IOException {
        if (!(root instanceof Map<?, ?> dict)) {
            throw new IOException("it holds no dict of tensors" + Unpickler.REMEDY);
        }
        Map<String, TorchView> own = views(dict);
        if (!own.isEmpty()) {
            return own;
        }
        // Looking once at each dict bounds the time that a dict under a million names can take.
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<String, Map<String, TorchView>> nested = new LinkedHashMap<>();
        dict.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && seen.add(inner)) {
                nested.put(String.valueOf(key), views(inner));
            }
        });
        nested.values().removeIf(Map::isEmpty);
        for (String usual : USUAL_KEYS) {
            if (nested.containsKey(usual)) {
                return nested.get(usual);
            }
        }
        List<String> keys = new ArrayList<>(nested.keySet());
        if (keys.size() != 1) {
            throw new IOException("it holds " + (keys.isEmpty() ? "no dict of tensors" : "several, " + some(keys))
                    + Unpickler.REMEDY);
        }
        return nested.get(keys.get(0));
    }

    private static List<String> some(List<String> keys) {
        return keys.stream().limit(MOST_NAMED).map(Limits::shown).toList();
    }

    private static Map<String, TorchView> views(Map<?, ?> dict) {
        Map<String, TorchView> views = new LinkedHashMap<>();
        dict.forEach((key, value) -> {
            if (key instanceof String name && Unpickler.isText(name) && value instanceof TorchView view) {
                views.put(name, view);
            }
        });
        return views;
    }
}
