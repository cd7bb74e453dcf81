package org.differnet.store;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Numbers and their shape, as they stand in a file, in plain Java memory.
 *
 * @param type how a number is written
 * @param shape lengths of the dimensions, each at least 0, row-major; empty for a single number
 * @param data the numbers, little-endian, exactly as many as the shape says; given out read-only
 */
public record Tensor(Type type, long[] shape, ByteBuffer data) {

    /** Most dimensions that a shape may have, as in PyTorch. */
    static final int MAX_DIMENSIONS = 64;

    private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

    /** How a number is written: as in safetensors, the letter says the kind, the digits the bits. */
    public enum Type {
        F64(8),
        F32(4),
        F16(2),
        BF16(2),
        I64(8),
        I32(4),
        I16(2),
        I8(1),
        U8(1),
        BOOL(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of one number. */
        public int bytes() {
            return bytes;
        }

        /** Whether this holds real numbers; the others hold whole numbers. */
        public boolean isReal() {
            return ordinal() <= BF16.ordinal();
        }
    }

    /** @throws IllegalArgumentException if the shape is impossible or the data does not fill it exactly */
    public Tensor {
        long expected = bytesOf(type, shape);
        if (data.remaining() != expected) {
            throw new IllegalArgumentException("a tensor " + type + Arrays.toString(shape) + " takes " + expected
                    + " bytes, but was given " + data.remaining());
        }
        shape = shape.clone();
        data = data.slice().asReadOnlyBuffer();
    }

    /** A tensor of type F32 with a copy of {@code values}. */
    public static Tensor of(float[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, 4));
        data.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return new Tensor(Type.F32, shape, data);
    }

    /** A tensor of type I64 with a copy of {@code values}. */
    public static Tensor of(long[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, 8));
        data.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
        return new Tensor(Type.I64, shape, data);
    }

    /**
     * A copy of an array of type FLOAT32 or INT64.
     *
     * @throws IllegalArgumentException if it is of another type
     */
    public static Tensor of(NDArray array) {
        if (array.getDataType() == DataType.FLOAT32) {
            return of(array.toFloatArray(), array.getShape().getShape());
        }
        if (array.getDataType() == DataType.INT64) {
            return of(array.toLongArray(), array.getShape().getShape());
        }
        throw new IllegalArgumentException("an array of type " + array.getDataType()
                + " cannot become a tensor, only FLOAT32 or INT64: convert it with toType(...)");
    }

    /**
     * The real numbers of an array, in its own memory where that is the computer's: a copy would double it. They change with
     * the array, which has to stay open.
     */
    public static Tensor borrowed(NDArray array) {
        return array.getDevice().isGpu()
                ? of(array)
                : new Tensor(Type.F32, array.getShape().getShape(), array.toByteBuffer(true));
    }

    /** Whether no number is infinite or NaN, as a float. */
    public boolean isFinite() {
        if (type.isReal()) {
            for (float value : floats()) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Bytes that a tensor takes.
     *
     * @throws IllegalArgumentException if a length is negative, or there are more than 64 dimensions or 2 GiB
     */
    static long bytesOf(Type type, long[] shape) {
        if (shape.length > MAX_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "a shape of " + shape.length + " dimensions, where at most " + MAX_DIMENSIONS + " are possible");
        }
        long bytes = type.bytes;
        for (long length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException("a shape of negative length: " + Arrays.toString(shape));
            }
            // The product stays below 2^31, so that it can only overflow where the length alone is too long.
            if (length > MAX_BYTES || bytes * length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "a shape of more than 2 GiB, which one tensor cannot hold: " + Arrays.toString(shape));
            }
            bytes *= length;
        }
        return bytes;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** How many numbers there are. */
    public int size() {
        return data.remaining() / type.bytes;
    }

    /**
     * The real numbers in row-major order; F64 is rounded.
     *
     * @throws IllegalStateException if these are whole numbers
     */
    public float[] floats() {
        if (!type.isReal()) {
            throw new IllegalStateException("a tensor of type " + type + " has whole numbers: use longs()");
        }
        float[] values = new float[size()];
        ByteBuffer in = data();
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case F64 -> (float) in.getDouble(8 * i);
                case F32 -> in.getFloat(4 * i);
                case F16 -> half(in.getShort(2 * i));
                default -> Float.intBitsToFloat(in.getShort(2 * i) << 16);
            };
        }
        return values;
    }

    /**
     * The whole numbers in row-major order; false is 0, true is 1.
     *
     * @throws IllegalStateException if these are real numbers
     */
    public long[] longs() {
        if (type.isReal()) {
            throw new IllegalStateException("a tensor of type " + type + " has real numbers: use floats()");
        }
        long[] values = new long[size()];
        ByteBuffer in = data();
        switch (type) {
            case I64 -> in.asLongBuffer().get(values);
            case I32 -> Arrays.setAll(values, i -> in.getInt(4 * i));
            case I16 -> Arrays.setAll(values, i -> in.getShort(2 * i));
            case I8 -> Arrays.setAll(values, in::get);
            case U8 -> Arrays.setAll(values, i -> in.get(i) & 0xff);
            default -> Arrays.setAll(values, i -> in.get(i) == 0 ? 0 : 1);
        }
        return values;
    }

    /** A new array of this shape that the manager owns: FLOAT32 for real numbers, INT64 for whole ones. */
    public NDArray toNDArray(NDManager manager) {
        Shape djlShape = new Shape(shape);
        // DJL's array borrows the Java buffer that it is made from; only its copy has memory of its own.
        try (NDArray borrowed =
                type.isReal() ? manager.create(floats(), djlShape) : manager.create(longs(), djlShape)) {
            return borrowed.duplicate();
        }
    }

    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        return switch (exponent) {
            case 0 -> Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign));
            case 31 -> Float.intBitsToFloat(sign | 0x7f800000 | fraction << 13);
            default -> Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, Arrays.hashCode(shape), data);
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
