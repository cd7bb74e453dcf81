package org.differnet.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.differnet.store.Tensor;
import org.junit.jupiter.api.Test;

class HalfTest {

    @Test
    void everyFiniteHalfIsReadBackAsItself() {
        for (int bits = 0; bits < 0x10000; bits++) {
            float value = read((short) bits);
            if (Float.isFinite(value)) {
                assertEquals((short) bits, Half.bits(value), "of " + value);
            }
        }
    }

    @Test
    void valuesBetweenTwoHalvesGoToTheNearestAndTiesToEven() {
        assertEquals(1f, read(Half.bits(1 + 0x1p-11f)));
        assertEquals(1 + 0x1p-9f, read(Half.bits(1 + 3 * 0x1p-11f)));
        assertEquals(1 + 0x1p-10f, read(Half.bits(1.0006f)));
        assertEquals(0x1p-14f, read(Half.bits(Math.nextDown(0x1p-14f))));
    }

    @Test
    void whatHalvesCannotHoldIsRefusedWithTheRange() {
        for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 70000}) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Half.bits(value));
            assertEquals(true, refused.getMessage().contains("65504"), refused.getMessage());
        }
    }

    private static float read(short bits) {
        ByteBuffer data = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(0, bits);
        return new Tensor(Tensor.Type.F16, new long[] {1}, data).floats()[0];
    }
}
