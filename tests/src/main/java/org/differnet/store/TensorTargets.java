package org.differnet.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.differnet.fuzz.Damage;
import org.differnet.fuzz.Target;

/** The readers of tensors. */
public final class TensorTargets {

    private static final String[] HEADER_PARTS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"b\"",
        "\"dtype\"",
        "\"shape\"",
        "\"data_offsets\"",
        "\"__metadata__\"",
        "\"F32\"",
        "\"U8\"",
        "\"I64\"",
        "0",
        "1",
        "4",
        "8",
        "-1",
        "9223372036854775807",
        "4294967296",
        "1e9",
        "null",
        "true",
        "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}",
        "\"b\":{\"dtype\":\"U8\",\"shape\":[2,2],\"data_offsets\":[4,8]}",
        "\"\\u0000\"",
        "\\",
        "\""
    };

    private static final String OPCODES =
            ".(0123BCFGIJKLMNRUVXQPabcdehilmoqrstu)]}\u0080\u0081\u0085\u0086\u0087\u0088\u0089\u008a";

    private TensorTargets() {}

    public static List<Target> all() {
        byte[] pickle = Pickle.dictOf("FloatStorage", 4, 0, new long[] {2, 2}, 1, 2);
        return List.of(
                new Target(
                        "safetensors",
                        List.of(resource("varied.safetensors")),
                        TensorTargets::header,
                        file -> {
                            Safetensors.metadata(file);
                            Safetensors.read(file);
                        },
                        TensorTargets::allowed),
                new Target(
                        "pth",
                        List.of(
                                resource("varied.pth"),
                                resource("varied-protocol4.pth"),
                                resource("varied-legacy.pth")),
                        random -> checkpoint(soup(random)),
                        TorchCheckpoint::read,
                        TensorTargets::allowed),
                new Target(
                        "pickle",
                        List.of(checkpoint(pickle)),
                        random -> checkpoint(Damage.to(pickle, random)),
                        TorchCheckpoint::read,
                        TensorTargets::allowed),
                new Target(
                        "greedy-safetensors",
                        List.of(Greedy.file(Greedy.tensors(300, Greedy::sameHash, "U8", "0", 0, 0), 0)),
                        Greedy::safetensors,
                        file -> {
                            Safetensors.metadata(file);
                            Safetensors.read(file);
                        },
                        TensorTargets::allowed),
                new Target(
                        "greedy-pth",
                        List.of(checkpoint(Greedy.keysOfOneHash(100))),
                        Greedy::checkpoint,
                        TorchCheckpoint::read,
                        TensorTargets::allowed));
    }

    /** A checkpoint whose dict has 40,000 keys of one hash and of two classes. */
    public static byte[] keysOfOneHash() {
        return checkpoint(Greedy.keysOfOneHash(20_000));
    }

    private static long allowed(int length) {
        return 2_000_000L + 100L * length;
    }

    private static byte[] header(Random random) {
        StringBuilder text = new StringBuilder("{");
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(HEADER_PARTS[random.nextInt(HEADER_PARTS.length)]);
        }
        byte[] header = text.append('}').toString().getBytes(UTF_8);
        long length = random.nextInt(8) == 0 ? random.nextLong() : header.length;
        return ByteBuffer.allocate(8 + header.length + random.nextInt(16))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .array();
    }

    /** A pickle of opcodes in any order, with a tensor in it now and then. */
    private static byte[] soup(Random random) {
        Pickle pickle = new Pickle();
        for (int i = random.nextInt(40); i >= 0; i--) {
            switch (random.nextInt(8)) {
                case 0 -> pickle.number(random.nextLong() >> random.nextInt(64));
                case 1 -> pickle.text("w" + random.nextInt(3));
                case 2 -> pickle.global("collections", "OrderedDict");
                case 3 -> pickle.tensor("FloatStorage", 4, 0, new long[] {2, random.nextInt(3)}, 1, 2);
                case 4 -> pickle.op(random.nextInt(256));
                default -> pickle.op(OPCODES.charAt(random.nextInt(OPCODES.length())));
            }
        }
        return pickle.end();
    }

    private static byte[] checkpoint(byte[] pickle) {
        try {
            return Zips.checkpoint(pickle, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = TensorTargets.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
