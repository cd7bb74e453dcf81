package org.differnet.store;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Python's pickle format, protocols 2 to 5, cut down to what describes tensors.
 *
 * <p>A pickle is a program for a small stack machine that can call anything in Python. This one knows only the opcodes
 * that build dicts, lists, tuples, strings and numbers, and calls only {@link TorchGlobals}; all else is refused. Dicts
 * become maps by text, lists become lists, tuples become arrays, None becomes null.
 *
 * <p>Reference: Python 3 documentation and source comments of "pickletools", the opcodes and their arguments.
 */
final class Unpickler {

    static final String REMEDY = "; load it in Python and save its weights alone:"
            + " torch.save({k: v for k, v in model.state_dict().items()}, 'weights.pth')";

    private static final int MAX_STACK = 100_000;
    private static final int MAX_OBJECTS = 1_000_000;

    /** Begins the keys that are no text, and no name of a tensor. */
    private static final String OTHER_KEY = "\0";

    private static final Object MARK = new Object();

    private final ByteBuffer in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Map<String, TorchView.Storage> storages = new HashMap<>();
    private int objects;

    /** Reads from the buffer's position on. */
    Unpickler(ByteBuffer in) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads one pickle and leaves the buffer's position behind it. */
    Object read() throws IOException {
        while (true) {
            int opcode = need(1).get() & 0xff;
            if (opcode == '.') {
                return pop();
            }
            execute(opcode);
            if (stack.size() > MAX_STACK || memo.size() > MAX_OBJECTS || objects > MAX_OBJECTS) {
                throw new IOException("its pickle builds more than " + MAX_STACK + " values at once or " + MAX_OBJECTS
                        + " in all" + REMEDY);
            }
        }
    }

    private void execute(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> protocol(need(1).get());
            case 0x95 -> need(8).getLong(); // FRAME
            case '(' -> stack.add(MARK);
            case 'N' -> stack.add(null);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'J' -> stack.add((long) need(4).getInt());
            case 'K' -> stack.add((long) (need(1).get() & 0xff));
            case 'M' -> stack.add((long) (need(2).getShort() & 0xffff));
            case 0x8a -> stack.add(wholeNumber(bytes(need(1).get() & 0xff)));
            case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(need(8).getLong())));
            case 'X' -> stack.add(text(need(4).getInt()));
            case 0x8c -> stack.add(text(need(1).get() & 0xff));
            case 'U' -> stack.add(text(need(1).get() & 0xff));
            case '}' -> push(new LinkedHashMap<>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(new Object[0]);
            case 't' -> push(popToMark().toArray());
            case 0x85 -> push(popLast(1).toArray());
            case 0x86 -> push(popLast(2).toArray());
            case 0x87 -> push(popLast(3).toArray());
            case 'a' -> append(popLast(1));
            case 'e' -> append(popToMark());
            case 's' -> put(popLast(2));
            case 'u' -> put(popToMark());
            case 'q' -> memo.put(need(1).get() & 0xff, peek());
            case 'r' -> memo.put(need(4).getInt(), peek());
            case 0x94 -> memo.put(memo.size(), peek());
            case 'h' -> recall(need(1).get() & 0xff);
            case 'j' -> recall(need(4).getInt());
            case 'c' -> stack.add(TorchGlobals.named(line(), line()));
            case 0x93 -> stackGlobal(popLast(2));
            case 'Q' -> push(storage(pop()));
            case 'R' -> call(popLast(2));
            case 'b' -> build(popLast(2));
            default ->
                throw new IOException(String.format(
                        Locale.ROOT,
                        "its pickle has opcode 0x%02x at byte %d, which no weights need%s",
                        opcode,
                        in.position() - 1,
                        REMEDY));
        }
    }

    private static void protocol(int version) throws IOException {
        if (version < 2 || version > 5) {
            throw new IOException("its pickle has protocol " + version + ", where 2 to 5 are known" + REMEDY);
        }
    }

    private ByteBuffer need(int length) throws IOException {
        if (length < 0 || length > in.remaining()) {
            throw new EOFException("its pickle ends too early, at byte " + in.position());
        }
        return in;
    }

    private byte[] bytes(int length) throws IOException {
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String text(int length) throws IOException {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        int start = in.position();
        while (need(1).get() != '\n') {
            // goes on to the end of the line
        }
        return new String(in.array(), in.arrayOffset() + start, in.position() - 1 - start, StandardCharsets.UTF_8);
    }

    private static Object wholeNumber(byte[] littleEndian) {
        byte[] bigEndian = new byte[littleEndian.length + 1];
        for (int i = 0; i < littleEndian.length; i++) {
            bigEndian[littleEndian.length - i] = littleEndian[i];
        }
        bigEndian[0] = (byte) (littleEndian.length > 0 && bigEndian[1] < 0 ? -1 : 0);
        BigInteger number = new BigInteger(bigEndian);
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    private void push(Object container) {
        objects++;
        stack.add(container);
    }

    private Object peek() throws IOException {
        if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
            throw malformed("takes a value that is not there");
        }
        return stack.get(stack.size() - 1);
    }

    /** The storages that the pickle points to, by their key. */
    Map<String, TorchView.Storage> storages() {
        return storages;
    }

    private Object pop() throws IOException {
        Object top = peek();
        stack.remove(stack.size() - 1);
        return top;
    }

    private List<Object> popLast(int count) throws IOException {
        Object[] values = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            values[i] = pop();
        }
        return Arrays.asList(values);
    }

    private List<Object> popToMark() throws IOException {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw malformed("ends a group that was not begun");
        }
        List<Object> tail = stack.subList(mark, stack.size());
        List<Object> values = new ArrayList<>(tail.subList(1, tail.size()));
        tail.clear();
        return values;
    }

    private void recall(int index) throws IOException {
        if (!memo.containsKey(index)) {
            throw malformed("recalls value " + index + ", which it never stored");
        }
        stack.add(memo.get(index));
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> values) throws IOException {
        if (!(peek() instanceof List)) {
            throw malformed("appends to what is not a list");
        }
        ((List<Object>) peek()).addAll(values);
    }

    @SuppressWarnings("unchecked") // Made by execute and TorchGlobals alone.
    private void put(List<Object> keysAndValues) throws IOException {
        if (!(peek() instanceof Map) || keysAndValues.size() % 2 != 0) {
            throw malformed("fills what is not a dict");
        }
        Map<String, Object> map = (Map<String, Object>) peek();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = keysAndValues.get(i);
            // A container as key could hold itself, and its hash would never end.
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean || key == null)) {
                throw malformed("has a dict whose key is neither text nor number");
            }
            String name = named(key);
            if (map.containsKey(name)) {
                throw malformed("has a dict with the key '" + Limits.shown(String.valueOf(key)) + "' twice");
            }
            map.put(name, keysAndValues.get(i + 1));
        }
    }

    /**
     * A key as the map has it: text as it is, all else as text too. Java finds its way among keys of one hash only where
     * they are all of one class that has an order; else a file of them takes hours.
     */
    private static String named(Object key) {
        return key instanceof String text ? text : OTHER_KEY + key;
    }

    /** Whether a key of a dict was text in the pickle. */
    static boolean isText(String key) {
        return !key.startsWith(OTHER_KEY);
    }

    private void stackGlobal(List<Object> names) throws IOException {
        if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
            throw malformed("names a global by what is not text");
        }
        stack.add(TorchGlobals.named(module, name));
    }

    private TorchView.Storage storage(Object id) throws IOException {
        TorchView.Storage storage = TorchGlobals.storage(id);
        TorchView.Storage known = storages.putIfAbsent(storage.key(), storage);
        if (known != null && !known.equals(storage)) {
            throw malformed("has two different storages '" + storage.key() + "'");
        }
        return storage;
    }

    private void call(List<Object> functionAndArguments) throws IOException {
        if (!(functionAndArguments.get(0) instanceof TorchGlobals function)
                || !(functionAndArguments.get(1) instanceof Object[] arguments)) {
            throw malformed("calls what is not a function");
        }
        push(function.call(arguments));
    }

    private void build(List<Object> objectAndState) throws IOException {
        // An OrderedDict brings its Python attributes, such as _metadata; they say nothing about the numbers.
        if (!(objectAndState.get(0) instanceof Map)) {
            throw malformed("sets attributes of what is not a dict");
        }
        stack.add(objectAndState.get(0));
    }

    private IOException malformed(String what) {
        return new IOException("its pickle " + what + ", before byte " + in.position() + REMEDY);
    }
}
