package org.differnet.work;

import java.util.SplittableRandom;

/** Seeds for parts of a piece of work, so that each part is repeatable by itself. */
public final class Seeds {

    private Seeds() {}

    /** A seed of its own for part {@code part} of what {@code seed} began (splitmix64). */
    public static long mix(long seed, long part) {
        long z = seed + (part + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The numbers 0 to n - 1 in an order drawn under a seed. */
    public static int[] shuffled(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
