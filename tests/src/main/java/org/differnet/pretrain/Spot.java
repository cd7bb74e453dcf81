package org.differnet.pretrain;

/**
 * An irregular round place in a picture.
 *
 * @param x its middle, in pixels
 * @param y its middle, in pixels
 * @param radius in pixels
 * @param side of the picture, in pixels
 * @param soft how wide its edge is, in pixels
 * @param squeeze how much narrower it is across {@code angle}
 * @param angle of its long axis
 * @param swing of its outline
 * @param phase of its outline
 */
record Spot(
        float x,
        float y,
        float radius,
        int side,
        float soft,
        float squeeze,
        float angle,
        float[] swing,
        float[] phase) {

    /** A value in place of the picture's. */
    interface Value {
        float at(int c, int x, int y);
    }

    /** A value in place of the picture's; depth is 0 at the outline and 1 in the middle. */
    interface DeepValue {
        float at(int c, int x, int y, float depth);
    }

    static Spot round(float x, float y, float radius, int side) {
        return new Spot(x, y, radius, side, 1, 1, 0, new float[0], new float[0]);
    }

    static Spot draw(int side, float reach, Draw draw) {
        float angle = draw.angle();
        float far = reach * side * (float) Math.sqrt(draw.between(0, 1));
        float radius = side * draw.scale(0.025, 0.2);
        float[] swing = new float[4];
        float[] phase = new float[4];
        for (int k = 0; k < swing.length; k++) {
            swing[k] = draw.normal() * 0.2f / (k + 1);
            phase[k] = draw.angle();
        }
        return new Spot(
                side / 2f + far * (float) Math.cos(angle),
                side / 2f + far * (float) Math.sin(angle),
                radius,
                side,
                draw.chance(0.5) ? 1 : radius * draw.between(0.1, 0.9),
                draw.chance(0.5) ? 1 : draw.scale(1, 6),
                draw.angle(),
                swing,
                phase);
    }

    void mix(float[] rgb, float share, Value value) {
        replace(rgb, (c, px, py, depth) -> {
            float own = rgb[(c * side + py) * side + px];
            float part = share * Math.min(1, depth * radius / soft);
            return own + part * (value.at(c, px, py) - own);
        });
    }

    void replace(float[] rgb, DeepValue value) {
        int reach = (int) (1.8f * radius) + 2;
        float cosine = (float) Math.cos(angle);
        float sine = (float) Math.sin(angle);
        float[] outline = outline();
        for (int py = Math.max(0, (int) y - reach); py <= Math.min(side - 1, y + reach); py++) {
            for (int px = Math.max(0, (int) x - reach); px <= Math.min(side - 1, x + reach); px++) {
                float along = cosine * (px - x) + sine * (py - y);
                float across = squeeze * (cosine * (py - y) - sine * (px - x));
                float r = (float) Math.sqrt(along * along + across * across);
                if (r >= 1.8f * radius) {
                    continue;
                }
                int turn = (int) ((Math.atan2(across, along) / Math.PI + 1) * (outline.length / 2));
                float depth = outline[turn % outline.length] - r / radius;
                if (depth > 0) {
                    for (int c = 0; c < 3; c++) {
                        rgb[(c * side + py) * side + px] = value.at(c, px, py, Math.min(1, depth));
                    }
                }
            }
        }
    }

    /** The radius towards each of 128 directions, in shares of the whole. */
    private float[] outline() {
        float[] outline = new float[128];
        for (int i = 0; i < outline.length; i++) {
            outline[i] = 1;
            for (int k = 0; k < swing.length; k++) {
                outline[i] += swing[k] * (float) Math.cos((k + 1) * i * Math.PI / 64 + phase[k]);
            }
        }
        return outline;
    }
}
