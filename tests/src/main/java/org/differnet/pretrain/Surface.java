package org.differnet.pretrain;

import static org.differnet.pretrain.Canvas.AREA;
import static org.differnet.pretrain.Canvas.SIZE;

import java.util.List;

/** Textures made into surfaces: mixed, bent, coloured and lit. */
final class Surface {

    private Surface() {}

    /** One texture or a mixture of two, mean 0 and standard deviation 1. */
    static float[] grain(List<Texture> families, Draw draw) {
        float[] first = formed(families, draw);
        switch (draw.chance(0.45) ? draw.below(3) : 3) {
            case 0 -> {
                float[] second = formed(families, draw);
                float share = draw.between(0.2, 1);
                for (int i = 0; i < AREA; i++) {
                    first[i] += share * second[i];
                }
            }
            case 1 -> {
                float[] second = formed(families, draw);
                float[] where = Canvas.standardised(
                        families.get(draw.below(families.size())).draw(draw));
                float hard = draw.scale(1, 12);
                float level = draw.between(-0.8, 0.8);
                for (int i = 0; i < AREA; i++) {
                    float share = Math.max(0, Math.min(1, 0.5f + hard * (where[i] - level)));
                    first[i] += share * (second[i] - first[i]);
                }
            }
            case 2 -> {
                int fine = draw.of(2, 20);
                first = bent(
                        first,
                        Canvas.noise(draw.random(), fine, fine),
                        Canvas.noise(draw.random(), fine, fine),
                        draw.scale(1, 60 / fine + 2));
            }
            default -> {}
        }
        return Canvas.standardised(first);
    }

    private static float[] formed(List<Texture> families, Draw draw) {
        float[] values =
                Canvas.standardised(families.get(draw.below(families.size())).draw(draw));
        float strength = draw.scale(0.8, 6);
        int form = draw.below(8);
        for (int i = 0; i < AREA; i++) {
            values[i] = switch (form) {
                case 0 -> -Math.abs(values[i]);
                case 1 -> (float) Math.sin(strength * values[i]);
                case 2 -> Math.max(-1, Math.min(1, strength * values[i]));
                case 3 -> (float) Math.rint(strength * values[i] * 0.5f);
                case 4 -> values[i] * values[i] * values[i];
                default -> values[i];
            };
        }
        return Canvas.standardised(values);
    }

    private static float[] bent(float[] values, float[] right, float[] down, float far) {
        float[] result = new float[AREA];
        for (int i = 0; i < AREA; i++) {
            result[i] = Canvas.at(values, i % SIZE + far * right[i], i / SIZE + far * down[i]);
        }
        return result;
    }

    /** RGB planes, about 0 to 1: a grain in a palette of its own, lit from a side if it has relief. */
    static float[] coloured(List<Texture> families, Draw draw) {
        float[] grain = grain(families, draw);
        int stops = draw.of(2, 4);
        float base = draw.between(0.15, 0.85);
        float contrast = draw.scale(0.04, 0.5);
        float colour = draw.chance(0.4) ? 0 : draw.scale(0.03, 0.4);
        float[][] palette = new float[stops][3];
        for (int stop = 0; stop < stops; stop++) {
            float grey = base + contrast * draw.between(-1, 1);
            for (int c = 0; c < 3; c++) {
                palette[stop][c] = grey + colour * draw.between(-1, 1);
            }
        }
        float[] rgb = new float[3 * AREA];
        for (int i = 0; i < AREA; i++) {
            float place = Math.max(0, Math.min(stops - 1.001f, (grain[i] * 0.28f + 0.5f) * (stops - 1)));
            int stop = (int) place;
            float part = place - stop;
            for (int c = 0; c < 3; c++) {
                rgb[c * AREA + i] = palette[stop][c] + part * (palette[stop + 1][c] - palette[stop][c]);
            }
        }
        if (draw.chance(0.35)) {
            light(rgb, draw.chance(0.5) ? grain : grain(families, draw), draw);
        }
        return rgb;
    }

    private static void light(float[] rgb, float[] height, Draw draw) {
        float angle = draw.angle();
        float steep = draw.scale(0.05, 0.5);
        float right = steep * (float) Math.cos(angle);
        float down = steep * (float) Math.sin(angle);
        for (int y = 0; y < SIZE; y++) {
            int below = (y + 1 & SIZE - 1) * SIZE;
            for (int x = 0; x < SIZE; x++) {
                int i = y * SIZE + x;
                float slope = right * (height[y * SIZE + (x + 1 & SIZE - 1)] - height[i])
                        + down * (height[below + x] - height[i]);
                float shade = 1 + Math.max(-0.8f, Math.min(0.8f, slope));
                for (int c = 0; c < 3; c++) {
                    rgb[c * AREA + i] *= shade;
                }
            }
        }
    }
}
