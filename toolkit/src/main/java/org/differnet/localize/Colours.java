package org.differnet.localize;

/** The turbo colour map: from dark blue over green to dark red, even in lightness steps on either side of its middle. */
final class Colours {

    private static final int[] ANCHORS = {
        0x30123b, 0x4145ab, 0x4675ed, 0x39a2fc, 0x1bcfd4, 0x24eca6, 0x61fc6c, 0xa4fc3b, 0xd1e834, 0xf3c63a, 0xfe9b2d,
        0xf36315, 0xd93806, 0xb11901, 0x7a0402
    };

    private Colours() {}

    /** The colour of a value in [0, 1] as 0xRRGGBB; values outside take the colour of the nearer end. */
    static int of(double value) {
        double place = Math.max(0, Math.min(1, value)) * (ANCHORS.length - 1);
        int i = Math.min((int) place, ANCHORS.length - 2);
        return blend(ANCHORS[i], ANCHORS[i + 1], place - i);
    }

    /** {@code under} covered by {@code over} with opacity {@code alpha} in [0, 1]; both 0xRRGGBB. */
    static int blend(int under, int over, double alpha) {
        int rgb = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = under >> shift & 255;
            int b = over >> shift & 255;
            rgb |= (int) Math.round(a + alpha * (b - a)) << shift;
        }
        return rgb;
    }
}
