package org.differnet.data.synthetic;

import java.util.SplittableRandom;

/** Random numbers from a seed, made of the few calls whose results no Java release has changed. */
final class RandomSource {

    private final SplittableRandom random;

    private RandomSource(SplittableRandom random) {
        this.random = random;
    }

    RandomSource(long seed) {
        this(new SplittableRandom(seed));
    }

    /** A source of its own: how often it is asked changes nothing for this one. */
    RandomSource split() {
        return new RandomSource(random.split());
    }

    /** Uniform in [low, high). */
    float between(double low, double high) {
        return (float) (low + (high - low) * random.nextDouble());
    }

    /** Uniform in 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) (random.nextDouble() * bound);
    }

    /** Either {@code magnitude} or its negative. */
    float either(float magnitude) {
        return random.nextDouble() < 0.5 ? magnitude : -magnitude;
    }

    /** An angle in [0, 2 pi). */
    float angle() {
        return between(0, 2 * Math.PI);
    }

    Noise noise() {
        return new Noise(random.nextInt());
    }
}
