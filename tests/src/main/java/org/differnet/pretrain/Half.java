package org.differnet.pretrain;

/** Half precision: a sign, 5 bits of exponent, 10 of fraction (IEEE 754 binary16). */
final class Half {

    private static final float LARGEST = 65504;

    private Half() {}

    /**
     * The nearest half-precision number, ties to even.
     *
     * @throws IllegalArgumentException if the value is not finite or beyond 65504
     */
    static short bits(float value) {
        if (!(Math.abs(value) <= LARGEST)) {
            throw new IllegalArgumentException(value + " is no number of half precision; allowed are -65504 to 65504");
        }
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        float size = Math.abs(value);
        if (size < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(size * 0x1p24));
        }
        int bits = Float.floatToRawIntBits(size) - (112 << 23);
        return (short) (sign | bits + 0xfff + (bits >>> 13 & 1) >>> 13);
    }
}
