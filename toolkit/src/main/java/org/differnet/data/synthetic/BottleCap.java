package org.differnet.data.synthetic;

/** An enamelled crown cap seen from above, turned at random, on a pale conveyor belt. */
final class BottleCap extends Article {

    private static final float RADIUS = 178;
    private static final float FLAT = 132;
    private static final float SHOULDER = 150;

    private final Noise belt;

    BottleCap(RandomSource random) {
        super(random, 10, Math.PI, BottleCap::crest);
        belt = random.noise();
    }

    /** A pentagon in a ring of short strokes, as of lettering. */
    private static float crest(float u, float v) {
        float r = Print.length(u, v);
        if (r > 118) {
            return 0;
        }
        float mark = Math.min(Math.abs(r - 112) - 2.5f, pentagon(u, v, 60));
        if (r > 76 && r < 104) {
            float[] wave = turns(u / r, v / r, 20);
            float[] half = turns(u / r, v / r, 7);
            float strokes = (0.25f - wave[0]) * r / 20;
            float letters = Math.max(strokes, Math.abs(r - 90) - 9 - 3 * half[1]);
            mark = Math.min(mark, Math.max(letters, 10 - Math.abs(v)));
        }
        return Print.inside(mark);
    }

    /** Signed distance, nearly, to a pentagon: the point is folded into one of ten equal sectors. */
    private static float pentagon(float u, float v, float radius) {
        float x = Math.abs(u);
        float y = v;
        float fold = 2 * Math.max(0, 0.80901699f * x - 0.58778525f * y);
        x -= fold * 0.80901699f;
        y += fold * 0.58778525f;
        fold = 2 * Math.max(0, -0.80901699f * x - 0.58778525f * y);
        x += fold * 0.80901699f;
        y += fold * 0.58778525f;
        x = Math.abs(x);
        y -= radius;
        return 0.80901699f * y + 0.58778525f * x;
    }

    /** Cosine and sine of {@code times} the angle of a unit vector, by multiplication of complex numbers. */
    private static float[] turns(float cosine, float sine, int times) {
        float real = 1;
        float imaginary = 0;
        for (int bit = 31 - Integer.numberOfLeadingZeros(times); bit >= 0; bit--) {
            float square = real * real - imaginary * imaginary;
            imaginary = 2 * real * imaginary;
            real = square;
            if ((times >> bit & 1) == 1) {
                float product = real * cosine - imaginary * sine;
                imaginary = real * sine + imaginary * cosine;
                real = product;
            }
        }
        return new float[] {real, imaginary};
    }

    @Override
    void ground(float u, float v, Texel texel) {
        float x = x(u, v);
        float y = y(u, v);
        float weave = belt.at(x / 2.3f, y / 2.3f) * 0.02f + 0.015f * belt.fractal(x / 60, y / 60, 3);
        texel.paint(0.46f + weave, 0.49f + weave, 0.47f + weave);
        float shadow = Print.length(x - x(0, 0) - 9, y - y(0, 0) - 12) - RADIUS;
        texel.open = Math.max(0.2f, Math.min(1, 0.35f + shadow / 34));
    }

    @Override
    float cover(float u, float v) {
        float r = Print.length(u, v);
        if (r < SHOULDER) {
            return 1;
        }
        return r > RADIUS + 4 ? 0 : Print.inside(r - RADIUS + 7 - 8 * turns(u / r, v / r, 21)[0]);
    }

    @Override
    void surface(float u, float v, float ink, Texel texel) {
        float r = Math.max(1, Print.length(u, v));
        float cu = u / r;
        float cv = v / r;
        float speckle = noise.fractal(u / 9, v / 9, 2);
        float value = 1 + 0.025f * speckle + 0.03f * noise.at(u / 80, v / 80);
        texel.paint(0.47f * value, 0.045f * value, 0.05f * value);
        texel.tint(0.80f, 0.74f, 0.58f, 0.94f * ink);
        texel.gloss = 0.34f;
        float out = 0.0011f * r;
        float around = 0;
        if (r > FLAT) {
            float t = Math.min(1, (r - FLAT) / (SHOULDER - FLAT));
            out += 0.75f * t * t * (3 - 2 * t);
            if (r > SHOULDER - 8) {
                float[] wave = turns(cu, cv, 21);
                float t2 = Math.min(1, (r - SHOULDER + 8) / 14);
                around = 0.95f * t2 * wave[1];
                out += 0.35f * t2 * (1 - wave[0]);
                texel.open = 1 - 0.55f * t2 * (0.5f - 0.5f * wave[0]);
                texel.dim(1 - 0.25f * t2);
            }
        }
        out += 0.02f * speckle;
        texel.slopeX = -out * cu - around * cv;
        texel.slopeY = -out * cv + around * cu;
    }

    @Override
    float[] place(RandomSource random) {
        return polar(random.angle(), FLAT * 0.85f * (float) Math.sqrt(random.between(0, 1)));
    }

    @Override
    float[] edge(RandomSource random) {
        return polar(random.angle(), RADIUS - 6);
    }

    private static float[] polar(float angle, float radius) {
        return new float[] {radius * (float) StrictMath.cos(angle), radius * (float) StrictMath.sin(angle)};
    }
}
