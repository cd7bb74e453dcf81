package org.differnet.data.synthetic;

import java.util.Locale;

/** What can go wrong with an {@link Article}; strength 1 is large and clear, 0 small and faint. */
public enum Defect {
    SCRATCH {
        @Override
        Flaw on(Article article, RandomSource random, float strength) {
            return new Scratch(article, random, strength);
        }
    },
    DENT {
        @Override
        Flaw on(Article article, RandomSource random, float strength) {
            float[] place = article.place(random);
            float x0 = article.x(place[0], place[1]);
            float y0 = article.y(place[0], place[1]);
            float radius = mid(13, 46, strength) * random.between(0.85, 1.15);
            float steep = random.either(mid(0.16, 0.85, strength));
            float angle = random.angle();
            float cosine = (float) StrictMath.cos(angle) / radius;
            float sine = (float) StrictMath.sin(angle) / radius;
            float squeeze = random.between(1, 1.6);
            return (x, y, texel) -> {
                float a = cosine * (x - x0) + sine * (y - y0);
                float b = squeeze * (cosine * (y - y0) - sine * (x - x0));
                float depth = 1 - a * a - b * b;
                if (depth <= 0 || article.cover(article.u(x, y), article.v(x, y)) < 1) {
                    return false;
                }
                float push = 2.6f * steep * depth * radius;
                texel.slopeX += push * (a * cosine - b * squeeze * sine);
                texel.slopeY += push * (a * sine + b * squeeze * cosine);
                texel.open *= 1 - 0.25f * Math.abs(steep) * depth;
                return true;
            };
        }
    },
    STAIN {
        private static final float[][] LIQUIDS = {{0.045f, 0.035f, 0.02f}, {0.22f, 0.09f, 0.03f}, {0.70f, 0.68f, 0.62f}
        };

        @Override
        Flaw on(Article article, RandomSource random, float strength) {
            Blob spot =
                    new Blob(article, article.place(random), mid(12, 46, strength) * random.between(0.8, 1.2), random);
            Noise noise = random.noise();
            float[] liquid = LIQUIDS[random.below(LIQUIDS.length)];
            float part = mid(0.12, 0.62, strength);
            return (x, y, texel) -> {
                float depth = -spot.distance(x, y);
                if (depth <= 0 || article.cover(article.u(x, y), article.v(x, y)) < 1) {
                    return false;
                }
                float rim = 0.45f * Math.max(0, 1 - Math.abs(depth - 3) / 3);
                float film = Math.min(1, depth / 3) * (0.62f + 0.22f * noise.fractal(x / 18f, y / 18f, 3)) + rim;
                float amount = Math.max(0, Math.min(0.95f, part * film));
                texel.tint(liquid[0], liquid[1], liquid[2], amount);
                texel.gloss *= 1 - 0.6f * amount;
                return true;
            };
        }
    },
    MISSING_PIECE {
        @Override
        Flaw on(Article article, RandomSource random, float strength) {
            Blob piece =
                    new Blob(article, article.edge(random), mid(11, 42, strength) * random.between(0.85, 1.15), random);
            Noise noise = random.noise();
            Texel below = new Texel();
            return (x, y, texel) -> {
                float distance = piece.distance(x, y) + 1.5f * noise.at(x / 4f, y / 4f);
                if (distance >= 2.5f || article.cover(article.u(x, y), article.v(x, y)) == 0) {
                    return false;
                }
                texel.tint(0.62f, 0.60f, 0.57f, 0.5f * Math.min(1, (2.5f - distance) / 2));
                article.lookBelow(x, y, below);
                below.open *= 0.45f + 0.55f * Math.min(1, -distance / 26);
                texel.mix(below, Print.inside(distance));
                return true;
            };
        }
    },
    WRONG_PRINT {
        @Override
        Flaw on(Article article, RandomSource random, float strength) {
            Print wrong = wrong(article, random, strength);
            return (x, y, texel) -> {
                float u = article.u(x, y);
                float v = article.v(x, y);
                if (Math.abs(wrong.at(u, v) - article.print.at(u, v)) < 0.05f || article.cover(u, v) == 0) {
                    return false;
                }
                article.look(x, y, wrong, texel);
                return true;
            };
        }

        /** Ink that is lacking, printed twice, or dragged along. */
        private static Print wrong(Article article, RandomSource random, float strength) {
            Print right = article.print;
            float angle = random.angle();
            float du = (float) StrictMath.cos(angle);
            float dv = (float) StrictMath.sin(angle);
            float shift = mid(3, 13, strength);
            // At the edge of the ink: in the middle of it neither a second print nor a smear would show.
            float[] spot = article.place(random);
            while (right.at(spot[0], spot[1]) < 0.9f || right.at(spot[0] + shift * du, spot[1] + shift * dv) > 0.1f) {
                spot = article.place(random);
            }
            float u0 = spot[0];
            float v0 = spot[1];
            float radius = mid(9, 42, strength) * random.between(0.85, 1.15);
            float faint = mid(0.25, 0.8, strength);
            return switch (random.below(3)) {
                case 0 -> (u, v) -> right.at(u, v) * (1 - faint * Print.inside(Print.length(u - u0, v - v0) - radius));
                case 1 -> (u, v) -> Math.max(right.at(u, v), faint * right.at(u - shift * du, v - shift * dv));
                default ->
                    (u, v) -> {
                        float ink = right.at(u, v);
                        float near = 1 - Print.length(u - u0, v - v0) / (1.6f * radius);
                        for (int step = 1; near > 0 && step < 7; step++) {
                            float far = 0.4f * step * shift;
                            ink = Math.max(
                                    ink, 2 * near * faint * (1 - step / 8f) * right.at(u - far * du, v - far * dv));
                        }
                        return Math.min(1, ink);
                    };
            };
        }
    };

    /** A defect on one article: changes what is seen at a pixel, or returns false and changes nothing. */
    @FunctionalInterface
    interface Flaw {
        boolean alter(int x, int y, Texel texel);
    }

    abstract Flaw on(Article article, RandomSource random, float strength);

    /** The name of the kind in data sets, such as "missing_piece". */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    static float mid(double faint, double strong, float strength) {
        return (float) (faint + (strong - faint) * strength);
    }

    /** An irregular round shape on an article. */
    private static final class Blob {

        private final float x;
        private final float y;
        private final float radius;
        private final Noise noise;

        Blob(Article article, float[] place, float radius, RandomSource random) {
            x = article.x(place[0], place[1]);
            y = article.y(place[0], place[1]);
            this.radius = radius;
            noise = random.noise();
        }

        /** Pixels to its outline, below 0 inside. */
        float distance(float px, float py) {
            float r = Print.length(px - x, py - y);
            if (r > 2 * radius + 8) {
                return r - radius;
            }
            float toUnit = 1.1f / Math.max(1, r);
            return r - radius * (1 + 0.35f * noise.fractal((px - x) * toUnit, (py - y) * toUnit, 3));
        }
    }
}
