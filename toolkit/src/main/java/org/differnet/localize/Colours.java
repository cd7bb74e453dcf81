package org.differnet.localize;

/**
 * The viridis colour map: from dark violet over green to yellow, equal steps of value looking equally far apart.
 *
 * <p>S. van der Walt, N. Smith, 2015; public domain.
 */
final class Colours {

    private static final int[] ANCHORS = {
        0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725
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
