package org.differnet.bench;

import java.util.Arrays;

/** Times work. */
final class Clock {

    private static final int WARM_UP = 2;

    private Clock() {}

    /** The median of some runs in seconds, after two that are not counted. */
    static double median(int runs, Runnable work) {
        double[] seconds = new double[runs];
        for (int i = -WARM_UP; i < runs; i++) {
            long start = System.nanoTime();
            work.run();
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        return seconds[runs / 2];
    }
}
