package org.differnet.flow;

/**
 * The random numbers of numpy's {@code RandomState(seed)} and of PyTorch's {@code manual_seed(seed)}, exactly, so that
 * permutations, initial weights and samples can be repeated there.
 *
 * <p>Of the seed the lower 32 bits count, as in PyTorch.
 *
 * <p>Reference: Matsumoto, Nishimura, Mersenne Twister, ACM TOMACS 8(1), 1998 (MT19937).
 */
final class MersenneTwister {

    private static final int SIZE = 624;
    private static final int SHIFT = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;
    private double spareNormal = Double.NaN;

    MersenneTwister(long seed) {
        state[0] = (int) seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
        }
    }

    int nextInt() {
        if (next == SIZE) {
            refill();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    /** Uniform in [0, 1), 24 bits, as PyTorch draws floats. */
    float nextFloat() {
        return (nextInt() & 0xffffff) * 0x1p-24f;
    }

    /** Uniform in [0, 1), 53 bits. */
    double nextDouble() {
        long high = nextInt() >>> 5;
        long low = nextInt() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** Standard normal, by the polar method in numpy's order. */
    double nextNormal() {
        if (!Double.isNaN(spareNormal)) {
            double spare = spareNormal;
            spareNormal = Double.NaN;
            return spare;
        }
        double a;
        double b;
        double r;
        do {
            a = 2 * nextDouble() - 1;
            b = 2 * nextDouble() - 1;
            r = a * a + b * b;
        } while (r >= 1 || r == 0);
        double f = Math.sqrt(-2 * Math.log(r) / r);
        spareNormal = f * a;
        return f * b;
    }

    /** The numbers 0 to n - 1 in random order, as numpy's {@code permutation(n)} gives them. */
    int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = upTo(i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private int upTo(int most) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(most);
        int value;
        do {
            value = nextInt() & mask;
        } while (value > most);
        return value;
    }

    private void refill() {
        for (int i = 0; i < SIZE; i++) {
            int y = state[i] & 0x80000000 | state[(i + 1) % SIZE] & 0x7fffffff;
            state[i] = state[(i + SHIFT) % SIZE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }
}
