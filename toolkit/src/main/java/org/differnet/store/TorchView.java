package org.differnet.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A tensor of a checkpoint: a part of a storage, looked at in steps.
 *
 * @param storage where its numbers are
 * @param offset number of the storage at which it begins
 * @param shape lengths of the dimensions
 * @param strides numbers of the storage from one index of a dimension to the next
 */
record TorchView(Storage storage, long offset, long[] shape, long[] strides) {

    /** Numbers under a key, which several tensors may share. */
    record Storage(String key, Tensor.Type type, long elements) {

        /** Bytes that it takes; the number of elements is bounded where a storage is made. */
        long bytes() {
            return elements * type.bytes();
        }
    }

    /** A view that stays inside its storage. */
    static TorchView of(Storage storage, long offset, long[] shape, long[] strides) throws IOException {
        TorchView view = new TorchView(storage, offset, shape, strides);
        try {
            Tensor.bytesOf(storage.type, shape);
        } catch (IllegalArgumentException e) {
            throw new IOException("it holds a tensor with " + e.getMessage(), e);
        }
        if (!view.isInside()) {
            throw new IOException("it holds a tensor of shape " + Arrays.toString(shape) + ", strides "
                    + Arrays.toString(strides) + " and offset " + offset + ", which does not fit its storage of "
                    + storage.elements + " numbers");
        }
        return view;
    }

    private boolean isInside() {
        if (shape.length != strides.length || offset < 0 || offset > storage.elements) {
            return false;
        }
        long last = offset;
        for (int i = 0; i < shape.length; i++) {
            // The stride bounds the product: a shape's lengths are below 2^31, see Tensor.bytesOf.
            if (strides[i] < 0 || strides[i] > Integer.MAX_VALUE) {
                return false;
            }
            last += (shape[i] - 1) * strides[i];
        }
        return bytes() == 0 || last < storage.elements;
    }

    /** Bytes of its numbers when each is written once. */
    long bytes() {
        return Tensor.bytesOf(storage.type, shape);
    }

    /** Whether its numbers follow each other in the storage in row-major order. */
    boolean isContiguous() {
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != step) {
                return false;
            }
            step *= shape[i];
        }
        return true;
    }

    /** The tensor, given its storage: a window onto it if contiguous, else a copy in row-major order. */
    Tensor in(ByteBuffer content) {
        int width = storage.type.bytes();
        if (bytes() == 0) {
            return new Tensor(storage.type, shape, ByteBuffer.allocate(0));
        }
        if (isContiguous()) {
            return new Tensor(storage.type, shape, content.slice((int) offset * width, (int) bytes()));
        }
        ByteBuffer copy = ByteBuffer.allocate((int) bytes());
        long[] index = new long[shape.length];
        long position = offset;
        while (copy.hasRemaining()) {
            copy.put(copy.position(), content, (int) position * width, width);
            copy.position(copy.position() + width);
            for (int i = shape.length - 1; i >= 0; i--) {
                position += strides[i];
                if (++index[i] < shape[i]) {
                    break;
                }
                position -= shape[i] * strides[i];
                index[i] = 0;
            }
        }
        return new Tensor(storage.type, shape, copy.flip());
    }
}
