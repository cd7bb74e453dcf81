package org.differnet.flow;

import java.util.Locale;

/**
 * Distributions on the plane on which flows are compared, all within about -4 to 4. Where the exact density has a formula
 * or an integral along a curve, it is known: no flow can do better than its mean.
 */
public enum Toy {
    /** Two half circles bent around each other, noise 0.2. */
    TWO_MOONS {
        @Override
        double[] curve(int part, double at) {
            double angle = Math.PI * at;
            return part == 0
                    ? new double[] {2 * Math.cos(angle) - 1, 2 * Math.sin(angle) - 0.2}
                    : new double[] {1 - 2 * Math.cos(angle), 0.8 - 2 * Math.sin(angle)};
        }
    },
    /** Four circles around one centre, noise 0.08. */
    RINGS {
        @Override
        double[] curve(int part, double at) {
            double radius = 3 - 0.75 * part;
            return new double[] {radius * Math.cos(2 * Math.PI * at), radius * Math.sin(2 * Math.PI * at)};
        }
    },
    /** 8 dark squares of a board of 16, each 2 x 2, evenly filled. */
    CHECKERBOARD {
        @Override
        void draw(MersenneTwister random, float[] points, int at) {
            double x = 4 * random.nextDouble() - 2;
            double y = random.nextDouble() - (random.nextDouble() < 0.5 ? 2 : 0);
            points[at] = (float) (2 * x);
            points[at + 1] = (float) (2 * (y + Math.floorMod((long) Math.floor(x), 2L)));
        }

        @Override
        double density(double x, double y) {
            double column = Math.floor(x / 2);
            double row = Math.floor(y / 2);
            boolean inside = Math.abs(x) <= 4 && Math.abs(y) <= 4;
            return inside && Math.floorMod((long) (column + row), 2L) == 0 ? 1.0 / 32 : 0;
        }
    },
    /** Five bent arms; its density is not computed. */
    PINWHEEL {
        @Override
        void draw(MersenneTwister random, float[] points, int at) {
            double along = 1 + 0.3 * random.nextNormal();
            double across = 0.1 * random.nextNormal();
            double angle = 2 * Math.PI * (int) (5 * random.nextDouble()) / 5 + 0.25 * Math.exp(along);
            points[at] = (float) (2 * (along * Math.cos(angle) - across * Math.sin(angle)));
            points[at + 1] = (float) (2 * (along * Math.sin(angle) + across * Math.cos(angle)));
        }

        @Override
        double density(double x, double y) {
            return Double.NaN;
        }
    },
    /** Two arms that turn one and a half times, noise 0.1. */
    SPIRAL {
        @Override
        double[] curve(int part, double at) {
            double angle = 3 * Math.PI * Math.sqrt(at);
            double sign = part == 0 ? 1 : -1;
            return new double[] {-sign * angle * Math.cos(angle) / 3, sign * angle * Math.sin(angle) / 3};
        }
    },
    /** Eight round clusters on a circle, noise 0.35. */
    EIGHT_GAUSSIANS {
        @Override
        double[] curve(int part, double at) {
            double angle = Math.PI * part / 4;
            return new double[] {2.83 * Math.cos(angle), 2.83 * Math.sin(angle)};
        }
    };

    private static final int PLACES = 1000;

    private record Shape(int parts, double noise) {}

    private Shape shape() {
        return switch (this) {
            case TWO_MOONS -> new Shape(2, 0.2);
            case RINGS -> new Shape(4, 0.08);
            case SPIRAL -> new Shape(2, 0.1);
            default -> new Shape(8, 0.35);
        };
    }

    /** The middle of a part of the distribution at a place, 0 to 1, all of them equally likely. */
    double[] curve(int part, double at) {
        throw new UnsupportedOperationException(name() + " has no curve");
    }

    void draw(MersenneTwister random, float[] points, int at) {
        Shape shape = shape();
        double[] middle = curve((int) (shape.parts * random.nextDouble()), random.nextDouble());
        points[at] = (float) (middle[0] + shape.noise * random.nextNormal());
        points[at + 1] = (float) (middle[1] + shape.noise * random.nextNormal());
    }

    double density(double x, double y) {
        Shape shape = shape();
        double variance = shape.noise * shape.noise;
        int places = this == EIGHT_GAUSSIANS ? 1 : PLACES;
        double sum = 0;
        for (int part = 0; part < shape.parts; part++) {
            for (int i = 0; i < places; i++) {
                double[] middle = curve(part, (i + 0.5) / places);
                double square = (x - middle[0]) * (x - middle[0]) + (y - middle[1]) * (y - middle[1]);
                sum += Math.exp(-square / (2 * variance));
            }
        }
        return sum / (2 * Math.PI * variance * shape.parts * places);
    }

    /**
     * Points of this distribution.
     *
     * @param n how many, at least 1
     * @param seed the same seed draws the same
     * @return x and y in turn
     */
    public float[] points(int n, long seed) {
        if (n < 1) {
            throw new IllegalArgumentException(n + " points of " + this + "; ask for 1 or more");
        }
        MersenneTwister random = new MersenneTwister(seed);
        float[] points = new float[Math.multiplyExact(2, n)];
        for (int i = 0; i < points.length; i += 2) {
            draw(random, points, i);
        }
        return points;
    }

    /**
     * The exact log density of points, natural logarithm, minus infinity where it is 0; NaN for the pinwheel, whose density
     * is not computed.
     *
     * @param points x and y in turn
     */
    public double[] logDensity(float... points) {
        double[] logs = new double[points.length / 2];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(density(points[2 * i], points[2 * i + 1]));
        }
        return logs;
    }

    /** In words, such as "two moons". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
