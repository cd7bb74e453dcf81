package org.differnet.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a pickle opcode by opcode, as torch.save would or as somebody hostile would. */
final class Pickle {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle() {
        op(0x80).op(2);
    }

    Pickle op(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    Pickle ops(String opcodes) {
        out.writeBytes(opcodes.getBytes(UTF_8));
        return this;
    }

    Pickle global(String module, String name) {
        return ops("c" + module + "\n" + name + "\n");
    }

    Pickle text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        op('X').out.writeBytes(littleEndian(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
        return this;
    }

    Pickle number(long number) {
        op(0x8a, 8).out.writeBytes(littleEndian(8).putLong(number).array());
        return this;
    }

    Pickle tuple(long... numbers) {
        ops("(");
        for (long number : numbers) {
            number(number);
        }
        return ops("t");
    }

    /** A tensor of storage '0' with so many elements of a class such as FloatStorage. */
    Pickle tensor(String storageClass, long elements, long offset, long[] shape, long... strides) {
        global("torch._utils", "_rebuild_tensor_v2").ops("((").text("storage");
        global("torch", storageClass)
                .text("0")
                .text("cpu")
                .number(elements)
                .ops("tQ")
                .number(offset);
        return tuple(shape)
                .tuple(strides)
                .op(0x89)
                .global("collections", "OrderedDict")
                .ops(")RtR");
    }

    /** The pickle of a dict of one tensor, 'w'. */
    static byte[] dictOf(String storageClass, long elements, long offset, long[] shape, long... strides) {
        return new Pickle()
                .ops("}")
                .text("w")
                .tensor(storageClass, elements, offset, shape, strides)
                .ops("s")
                .end();
    }

    byte[] end() {
        return op('.').out.toByteArray();
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
