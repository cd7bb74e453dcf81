package org.differnet.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void floatsComeBackAsTheyWereGiven() {
        assertArrayEquals(
                new float[] {1, -2.5f}, Tensor.of(new float[] {1, -2.5f}, 2, 1).floats());
    }

    @Test
    void aShapeThatDoesNotFitItsNumbersIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[3], 2, 2))
                .getMessage();
        assertEquals("a tensor F32[2, 2] takes 16 bytes, but was given 12", message);
    }

    @Test
    void aNegativeLengthIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[0], -1));
    }

    @Test
    void aShapeWhoseProductOverflowsIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> Tensor.bytesOf(Tensor.Type.U8, new long[] {1L << 32, 1L << 32}));
        assertThrows(IllegalArgumentException.class, () -> Tensor.bytesOf(Tensor.Type.U8, new long[] {0, 1L << 62}));
    }

    @Test
    void wholeNumbersAreNotGivenAsReal() {
        assertThrows(
                IllegalStateException.class, () -> Tensor.of(new long[1], 1).floats());
    }

    @Test
    void realNumbersAreNotGivenAsWhole() {
        assertThrows(
                IllegalStateException.class, () -> Tensor.of(new float[1], 1).longs());
    }

    @Test
    void dataCannotBeChangedFromOutside() {
        assertTrue(Tensor.of(new float[1], 1).data().isReadOnly());
    }

    @Test
    void everyHalfIsTheFloatOfTheSameValue() {
        ByteBuffer data = ByteBuffer.allocate(2 * 65536).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 65536; bits++) {
            data.putShort((short) bits);
        }
        float[] floats = new Tensor(Tensor.Type.F16, new long[] {65536}, data.flip()).floats();
        for (int bits = 0; bits < 65536; bits++) {
            assertEquals(half(bits), floats[bits], "bits " + Integer.toHexString(bits));
        }
    }

    private static float half(int bits) {
        int exponent = bits >> 10 & 31;
        double fraction = (bits & 1023) / 1024.0;
        double sign = bits < 32768 ? 1 : -1;
        if (exponent == 31) {
            return fraction == 0 ? (float) (sign * Double.POSITIVE_INFINITY) : Float.NaN;
        }
        return (float)
                (sign * (exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15)));
    }

    @Test
    void arraysOfDjlGoThereAndBack() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Tensor real = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
            Tensor whole = Tensor.of(new long[] {-1, 1L << 40}, 2);
            assertEquals(real, Tensor.of(real.toNDArray(manager)));
            assertEquals(whole, Tensor.of(whole.toNDArray(manager)));
        }
    }

    @Test
    void aSingleNumberBecomesAnArrayWithoutDimensions() {
        try (NDManager manager = NDManager.newBaseManager();
                NDArray scalar = Tensor.of(new float[] {7}).toNDArray(manager)) {
            assertEquals(new Shape(), scalar.getShape());
            assertEquals(7, scalar.getFloat());
        }
    }

    @Test
    void anEmptyTensorBecomesAnEmptyArray() {
        try (NDManager manager = NDManager.newBaseManager();
                NDArray empty = Tensor.of(new float[0], 0, 5).toNDArray(manager)) {
            assertEquals(new Shape(0, 5), empty.getShape());
        }
    }

    @Test
    void theManagerOwnsTheOneArrayThatItIsGiven() {
        try (NDManager manager = NDManager.newBaseManager();
                NDArray array = Tensor.of(new float[2], 2).toNDArray(manager)) {
            assertEquals(List.of(array), manager.getManagedArrays());
        }
    }

    @Test
    void anArrayOfAnotherTypeIsRefused() {
        try (NDManager manager = NDManager.newBaseManager();
                NDArray array = manager.zeros(new Shape(1), DataType.FLOAT64)) {
            assertThrows(IllegalArgumentException.class, () -> Tensor.of(array));
        }
    }

    @Test
    void tensorsAreEqualWhenTypeShapeAndNumbersAre() {
        assertEquals(Tensor.of(new float[] {1, 2}, 2), Tensor.of(new float[] {1, 2}, 2));
        assertNotEquals(Tensor.of(new float[] {1, 2}, 2), Tensor.of(new float[] {1, 2}, 1, 2));
        assertNotEquals(Tensor.of(new float[] {1, 2}, 2), Tensor.of(new float[] {1, 3}, 2));
    }
}
