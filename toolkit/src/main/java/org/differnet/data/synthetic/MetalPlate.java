package org.differnet.data.synthetic;

/** A brushed steel plate with four screw holes and a laser-marked sign, on a rubber mat. */
final class MetalPlate extends Article {

    private static final float HALF_WIDTH = 192;
    private static final float HALF_HEIGHT = 152;
    private static final float CORNER = 22;
    private static final float HOLE = 15;

    private final float brush;

    MetalPlate(RandomSource random) {
        super(random, 8, 0.05, MetalPlate::sign);
        brush = random.between(0.85, 1.15);
    }

    /** A triangle in a ring, with a row of bars below it. */
    private static float sign(float u, float v) {
        float triangle = Math.max(v + 22 - 34, 0.866f * Math.abs(u) - 0.5f * (v + 22) - 17);
        float inner = Math.max(v + 22 - 24, 0.866f * Math.abs(u) - 0.5f * (v + 22) - 8);
        float mark = Math.max(triangle, -inner);
        mark = Math.min(mark, Print.ring(u, v + 20, 58, 3.5f));
        if (v > 50 && v < 100 && Math.abs(u) < 100) {
            int bar = (int) ((u + 98) / 14);
            float width = (bar * 5 & 3) * 1.1f + 2.2f;
            mark = Math.min(mark, Print.box(u + 98 - 14 * bar - 7, v - 76, width, 15));
        }
        return Print.inside(mark);
    }

    @Override
    void ground(float u, float v, Texel texel) {
        float rubber = 0.055f + 0.012f * noise.fractal(u / 40 + 91, v / 40, 2) + 0.014f * noise.at(u / 1.9f, v / 1.9f);
        texel.paint(rubber, rubber * 1.02f, rubber * 1.05f);
        texel.gloss = 0.02f;
        float shadow = outline(u - 7, v - 9);
        texel.open = Math.max(0.15f, Math.min(1, 0.3f + shadow / 26));
    }

    @Override
    float cover(float u, float v) {
        return Print.inside(Math.max(outline(u, v), HOLE - hole(u, v)));
    }

    @Override
    void surface(float u, float v, float ink, Texel texel) {
        float streak = noise.fractal(u / 190, v / 1.7f, 3) + 0.7f * noise.at(u / 45 + 40, v / 0.9f);
        float cloud = noise.fractal(u / 150 - 30, v / 110, 2);
        float grey = 0.40f + 0.035f * brush * streak + 0.02f * cloud;
        texel.paint(grey * 0.98f, grey, grey * 1.015f);
        texel.gloss = 0.42f + 0.04f * streak;
        texel.slopeY = 0.055f * brush * streak;
        texel.slopeX = 0.012f * cloud;
        bevel(-outline(u, v), edgeX(u, v), edgeY(u, v), texel);
        float rim = hole(u, v) - HOLE;
        if (rim < 6) {
            float du = Math.abs(u) - (HALF_WIDTH - 30);
            float dv = Math.abs(v) - (HALF_HEIGHT - 30);
            float inward = -1 / (rim + HOLE);
            bevel(rim, Math.copySign(du, du * u) * inward, Math.copySign(dv, dv * v) * inward, texel);
        }
        texel.tint(0.07f, 0.065f, 0.075f, 0.86f * ink);
        texel.gloss *= 1 - 0.75f * ink;
    }

    @Override
    float[] place(RandomSource random) {
        return new float[] {random.between(-140, 140), random.between(-100, 100)};
    }

    @Override
    float[] edge(RandomSource random) {
        float along = random.between(-0.75, 0.75);
        return random.below(2) == 0
                ? new float[] {random.either(HALF_WIDTH), along * HALF_HEIGHT}
                : new float[] {along * HALF_WIDTH, random.either(HALF_HEIGHT)};
    }

    /** The last pixels before an edge bend down towards (edgeX, edgeY). */
    private static void bevel(float depth, float edgeX, float edgeY, Texel texel) {
        if (depth < 5) {
            float bend = 0.9f * (1 - Math.max(0, depth) / 5);
            texel.slopeX -= bend * edgeX;
            texel.slopeY -= bend * edgeY;
        }
    }

    private static float outline(float u, float v) {
        float du = Math.abs(u) - HALF_WIDTH + CORNER;
        float dv = Math.abs(v) - HALF_HEIGHT + CORNER;
        return du > 0 && dv > 0 ? Print.length(du, dv) - CORNER : Math.max(du, dv) - CORNER;
    }

    private static float edgeX(float u, float v) {
        return HALF_WIDTH - Math.abs(u) < HALF_HEIGHT - Math.abs(v) ? Math.signum(u) : 0;
    }

    private static float edgeY(float u, float v) {
        return HALF_WIDTH - Math.abs(u) < HALF_HEIGHT - Math.abs(v) ? 0 : Math.signum(v);
    }

    private static float hole(float u, float v) {
        return Print.length(Math.abs(u) - HALF_WIDTH + 30, Math.abs(v) - HALF_HEIGHT + 30);
    }
}
