package org.differnet.pretrain;

import java.util.SplittableRandom;

/** Numbers drawn at random in the ways that settings of pictures need. */
final class Draw {

    private final SplittableRandom random;

    Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    SplittableRandom random() {
        return random;
    }

    long seed() {
        return random.nextLong();
    }

    float between(double from, double to) {
        return (float) (from + (to - from) * random.nextDouble());
    }

    /** Uniform in the logarithm: small and large alike. */
    float scale(double from, double to) {
        return (float) (from * Math.pow(to / from, random.nextDouble()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    int of(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    float sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    float angle() {
        return between(0, 2 * Math.PI);
    }

    float normal() {
        return (float) random.nextGaussian();
    }

    <T> T any(T[] things) {
        return things[random.nextInt(things.length)];
    }
}
