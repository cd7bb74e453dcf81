package org.differnet.pretrain;

import static org.differnet.pretrain.Canvas.SIZE;

import java.util.List;

/** Takes pictures of one {@link Motif}: what is alike in all of them, and what differs from one to the next. */
final class Shoot {

    private final Motif motif;
    private final boolean framed;
    private final boolean grey;
    private final float zoom;
    private final float u;
    private final float v;
    private final float shift;
    private final float turn;
    private final float jitter;
    private final float noise;
    private final int blur;

    /** @param draw what all pictures have in common */
    Shoot(List<Texture> families, Draw draw) {
        boolean thing = draw.chance(0.5);
        motif = thing ? Motif.thing(families, draw) : Motif.surface(families, draw);
        framed = draw.chance(0.6);
        grey = draw.chance(0.45);
        zoom = thing ? (draw.chance(0.5) ? draw.between(0.85, 1.05) : draw.between(0.25, 0.8)) : draw.scale(0.25, 1.2);
        u = thing && zoom < 0.8 ? draw.between(0.25, 0.75) * SIZE : SIZE / 2f;
        v = thing && zoom < 0.8 ? draw.between(0.25, 0.75) * SIZE : SIZE / 2f;
        shift = draw.chance(0.3) ? 0 : draw.scale(0.003, 0.03) * SIZE;
        turn = draw.chance(0.5) ? 0 : draw.between(0, 0.06);
        jitter = draw.between(0, 0.2);
        noise = draw.chance(0.3) ? 0 : draw.scale(0.003, 0.05);
        blur = draw.chance(0.6) ? 0 : draw.of(1, 2);
    }

    /**
     * A picture without noise, light and corners.
     *
     * @param draw what this picture has for itself
     * @return RGB planes of side x side, about 0 to 1
     */
    float[] picture(int side, double angle, Draw draw) {
        boolean surface = motif.inside() == null;
        float step = zoom * SIZE / side * draw.between(0.985, 1.015);
        double whole = angle + turn * draw.between(-1, 1);
        float cosine = step * (float) Math.cos(whole);
        float sine = step * (float) Math.sin(whole);
        float u0 = surface ? draw.below(SIZE) : u + shift * draw.between(-1, 1);
        float v0 = surface ? draw.below(SIZE) : v + shift * draw.between(-1, 1);
        float grainU = draw.below(SIZE);
        float grainV = draw.below(SIZE);
        float[] rgb = new float[3 * side * side];
        int area = side * side;
        for (int i = 0; i < area; i++) {
            float dx = i % side - side / 2f + 0.5f;
            float dy = i / side - side / 2f + 0.5f;
            float pu = u0 + cosine * dx - sine * dy;
            float pv = v0 + sine * dx + cosine * dy;
            Canvas.add(motif.rgb(), pu, pv, rgb, i, area);
            if (!surface) {
                float inside = Canvas.at(motif.inside(), pu, pv);
                float[] grain = inside > 0.5f ? motif.grain() : motif.ground();
                float added = Canvas.at(grain, pu + grainU, pv + grainV);
                rgb[i] += added;
                rgb[area + i] += added;
                rgb[2 * area + i] += added;
            }
        }
        return rgb;
    }

    /**
     * What a camera and the view make of a picture, in place.
     *
     * @param angle by which the frame is turned; outside of it is black
     * @return the same planes, 0 to 1
     */
    float[] exposed(float[] rgb, int side, double angle, Draw draw) {
        int area = side * side;
        if (grey) {
            for (int i = 0; i < area; i++) {
                float mean = 0.3f * rgb[i] + 0.59f * rgb[area + i] + 0.11f * rgb[2 * area + i];
                rgb[i] = mean;
                rgb[area + i] = mean;
                rgb[2 * area + i] = mean;
            }
        }
        if (blur > 0) {
            blurred(rgb, side);
        }
        float gain = 1 + jitter * draw.between(-1, 1);
        float contrast = 1 + jitter * draw.between(-1, 1);
        float slopeX = jitter * draw.between(-1, 1) / side;
        float slopeY = jitter * draw.between(-1, 1) / side;
        float cosine = (float) Math.cos(angle);
        float sine = (float) Math.sin(angle);
        Hiss hiss = new Hiss(draw.seed());
        for (int i = 0; i < area; i++) {
            float dx = i % side - side / 2f + 0.5f;
            float dy = i / side - side / 2f + 0.5f;
            float light = gain * (1 + slopeX * dx + slopeY * dy);
            boolean outside = framed
                    && Math.max(Math.abs(cosine * dx - sine * dy), Math.abs(sine * dx + cosine * dy)) > side / 2f;
            float common = noise * hiss.next();
            for (int c = 0; c < 3; c++) {
                float value = (rgb[c * area + i] - 0.5f) * contrast + 0.5f;
                float seen = value * light + (grey ? common : noise * hiss.next());
                rgb[c * area + i] = outside ? 0 : Math.max(0, Math.min(1, seen));
            }
        }
        return rgb;
    }

    /** How far from the middle a flaw may lie, in shares of the side. */
    float reach() {
        return framed ? 0.42f : 0.45f;
    }

    private void blurred(float[] rgb, int side) {
        float[] before = rgb.clone();
        for (int i = 0; i < rgb.length; i++) {
            int x = i % side;
            int y = i / side % side;
            int left = x >= blur ? -blur : 0;
            int right = x < side - blur ? blur : 0;
            int up = y >= blur ? -blur * side : 0;
            int down = y < side - blur ? blur * side : 0;
            rgb[i] = 0.2f * (before[i] + before[i + left] + before[i + right] + before[i + up] + before[i + down]);
        }
    }

    /** About normal numbers, fast. */
    private static final class Hiss {
        private long state;

        Hiss(long seed) {
            state = seed | 1;
        }

        float next() {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            int sum = (int) (state & 255)
                    + (int) (state >>> 8 & 255)
                    + (int) (state >>> 16 & 255)
                    + (int) (state >>> 24 & 255);
            return (sum - 510) * (1 / 147.8f);
        }
    }
}
