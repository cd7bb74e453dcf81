package org.differnet.data.synthetic;

/** A cloth in twill weave that fills the picture, printed with a lattice of diamonds. */
final class WovenCloth extends Article {

    private static final float PITCH = 9.5f;
    private static final float LATTICE = 118;

    private final float phaseU;
    private final float phaseV;

    WovenCloth(RandomSource random) {
        super(random, 40, 0.07, WovenCloth::diamonds);
        phaseU = random.between(0, 4 * PITCH);
        phaseV = random.between(0, 4 * PITCH);
    }

    private static float diamonds(float u, float v) {
        float du = u - LATTICE * Math.round(u / LATTICE);
        float dv = v - LATTICE * Math.round(v / LATTICE);
        float taxi = 0.7f * (Math.abs(du) + Math.abs(dv));
        return Print.inside(Math.min(Math.abs(taxi - 21) - 4, taxi - 8));
    }

    @Override
    void ground(float u, float v, Texel texel) {
        float board = 0.035f + 0.008f * noise.at(u / 3, v / 3);
        texel.paint(board, board * 0.95f, board * 0.9f);
    }

    @Override
    float cover(float u, float v) {
        return 1;
    }

    @Override
    void surface(float u, float v, float ink, Texel texel) {
        float drape = noise.at(u / 130, v / 130);
        float across = (u + phaseU + 2.4f * noise.at(u / 70, v / 70)) / PITCH;
        float down = (v + phaseV + 2.4f * noise.at(u / 70 + 33, v / 70)) / PITCH;
        int warp = (int) Math.floor(across);
        int weft = (int) Math.floor(down);
        float a = across - warp - 0.5f;
        float b = down - weft - 0.5f;
        int step = warp + weft & 3;
        boolean warpOnTop = step < 2;
        float round = warpOnTop ? a : b;
        float along = ((step & 1) + (warpOnTop ? b : a) + 0.5f) / 2 - 0.5f;
        float fibre =
                warpOnTop ? noise.at(u / 1.6f + v / 7, v / 9 + 7 * warp) : noise.at(u / 9 + 7 * weft, v / 1.6f + u / 7);
        float yarn = noise.cell(warpOnTop ? warp : weft, warpOnTop ? 0 : 1) - 0.5f;
        float value = 1 + 0.14f * yarn + 0.13f * fibre + 0.05f * drape;
        if (warpOnTop) {
            texel.paint(0.40f * value, 0.43f * value, 0.46f * value);
        } else {
            texel.paint(0.52f * value, 0.51f * value, 0.47f * value);
        }
        texel.tint(0.05f * value, 0.12f * value, 0.28f * value, 0.85f * ink);
        texel.gloss = 0.05f;
        texel.slopeX = (warpOnTop ? -2.0f * round : -1.1f * along) + 0.08f * drape;
        texel.slopeY = warpOnTop ? -1.1f * along : -2.0f * round;
        float gap = 4 * round * round;
        texel.open = 1 - 0.62f * gap * gap - 1.6f * along * along * along * along;
    }

    @Override
    float[] place(RandomSource random) {
        return new float[] {random.between(-140, 140), random.between(-140, 140)};
    }

    @Override
    float[] edge(RandomSource random) {
        return place(random);
    }
}
