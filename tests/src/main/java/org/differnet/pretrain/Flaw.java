package org.differnet.pretrain;

import java.util.Arrays;

/** Small irregularities of a picture, drawn into three planes of side x side values of about 0 to 1. */
enum Flaw {
    /** A part of another picture. */
    FOREIGN {
        @Override
        void into(float[] rgb, float[] other, int side, Spot spot, Draw draw) {
            int dx = draw.below(side);
            int dy = draw.below(side);
            float share = draw.between(0.35, 1);
            spot.mix(rgb, share, (c, x, y) -> other[(c * side + (y + dy) % side) * side + (x + dx) % side]);
        }
    },
    /** A part of the same picture, moved or turned. */
    MOVED {
        @Override
        void into(float[] rgb, float[] other, int side, Spot spot, Draw draw) {
            float[] before = rgb.clone();
            int dx = (int) (draw.sign() * draw.between(0.8, 3) * spot.radius());
            int dy = (int) (draw.sign() * draw.between(0.8, 3) * spot.radius());
            boolean turned = draw.chance(0.4);
            spot.mix(
                    rgb,
                    draw.between(0.6, 1),
                    (c, x, y) -> turned
                            ? sample(before, side, c, spot.x() + (y - spot.y()), spot.y() - (x - spot.x()))
                            : sample(before, side, c, x + dx, y + dy));
        }
    },
    STAIN {
        @Override
        void into(float[] rgb, float[] other, int side, Spot spot, Draw draw) {
            float[] liquid = {draw.between(0, 1), draw.between(0, 1), draw.between(0, 1)};
            if (draw.chance(0.6)) {
                Arrays.fill(liquid, liquid[0]);
            }
            spot.mix(rgb, draw.scale(0.15, 1), (c, x, y) -> liquid[c]);
        }
    },
    SCRATCH {
        @Override
        void into(float[] rgb, float[] other, int side, Spot spot, Draw draw) {
            float tone = draw.sign() * draw.scale(0.1, 0.7);
            float width = side / 128f * draw.scale(0.5, 2.5);
            float angle = draw.angle();
            float bend = draw.between(-0.08, 0.08) * 64 / side;
            float length = Math.min(0.7f * side, spot.radius() * draw.between(2, 8));
            float x = spot.x() - length / 2 * (float) Math.cos(angle);
            float y = spot.y() - length / 2 * (float) Math.sin(angle);
            boolean wild = draw.chance(0.3);
            float[] ink = new float[side * side];
            for (float done = 0; done < length; done += 0.5f) {
                x += 0.5f * (float) Math.cos(angle);
                y += 0.5f * (float) Math.sin(angle);
                angle += 0.5f * bend + (wild ? 0.15f * draw.normal() : 0);
                float taper = width * Math.min(1, 4 * Math.min(done, length - done) / length + 0.2f);
                for (int row = (int) (y - taper); row <= y + taper + 1; row++) {
                    for (int column = (int) (x - taper); column <= x + taper + 1; column++) {
                        if (row >= 0 && column >= 0 && row < side && column < side) {
                            float away = (float) Math.hypot(column - x, row - y);
                            int i = row * side + column;
                            ink[i] = Math.max(ink[i], Math.max(0, Math.min(1, taper + 0.5f - away)));
                        }
                    }
                }
            }
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] += tone * ink[i % ink.length];
            }
        }
    },
    /** What was fine there is gone. */
    SMOOTHED {
        @Override
        void into(float[] rgb, float[] other, int side, Spot spot, Draw draw) {
            float[] before = rgb.clone();
            int far = Math.max(2, (int) (spot.radius() * draw.between(0.3, 1)));
            spot.mix(rgb, draw.between(0.6, 1), (c, x, y) -> {
                float sum = 0;
                for (int k = -2; k <= 2; k++) {
                    sum += sample(before, side, c, x + k * far / 2f, y) + sample(before, side, c, x, y + k * far / 2f);
                }
                return sum / 10;
            });
        }
    },
    /** Drawn together or apart. */
    WARPED {
        @Override
        void into(float[] rgb, float[] other, int side, Spot spot, Draw draw) {
            float[] before = rgb.clone();
            float pull = draw.sign() * draw.between(0.3, 0.9);
            float swirl = draw.chance(0.5) ? 0 : draw.sign() * draw.between(0.5, 2);
            spot.replace(rgb, (c, x, y, depth) -> {
                float dx = x - spot.x();
                float dy = y - spot.y();
                float cosine = (float) Math.cos(swirl * depth) * (1 - pull * depth);
                float sine = (float) Math.sin(swirl * depth) * (1 - pull * depth);
                return sample(before, side, c, spot.x() + cosine * dx - sine * dy, spot.y() + sine * dx + cosine * dy);
            });
        }
    },
    /** Bright on one side, dark on the other. */
    DENT {
        @Override
        void into(float[] rgb, float[] other, int side, Spot spot, Draw draw) {
            float angle = draw.angle();
            float right = (float) Math.cos(angle) / spot.radius();
            float down = (float) Math.sin(angle) / spot.radius();
            float steep = draw.scale(0.3, 1.6);
            float[] before = rgb.clone();
            spot.replace(
                    rgb,
                    (c, x, y, depth) -> before[(c * side + y) * side + x]
                            * (1 + steep * depth * ((x - spot.x()) * right + (y - spot.y()) * down)));
        }
    },
    SPECKS {
        @Override
        void into(float[] rgb, float[] other, int side, Spot spot, Draw draw) {
            float tone = draw.sign() * draw.scale(0.2, 0.8);
            for (int speck = draw.of(2, 14); speck > 0; speck--) {
                float radius = side / 128f * draw.scale(0.7, 3);
                Spot small = Spot.round(
                        spot.x() + draw.normal() * spot.radius(),
                        spot.y() + draw.normal() * spot.radius(),
                        radius,
                        side);
                float[] before = rgb.clone();
                small.replace(
                        rgb, (c, x, y, depth) -> before[(c * side + y) * side + x] + tone * Math.min(1, 2 * depth));
            }
        }
    };

    /** Draws one flaw. */
    abstract void into(float[] rgb, float[] other, int side, Spot spot, Draw draw);

    private static float sample(float[] rgb, int side, int c, float x, float y) {
        int column = Math.max(0, Math.min(side - 1, Math.round(x)));
        int row = Math.max(0, Math.min(side - 1, Math.round(y)));
        return rgb[(c * side + row) * side + column];
    }

    /**
     * Draws a flaw that can be seen: where one changes next to nothing, another place and kind are tried.
     *
     * @param reach how far from the middle it may lie, in shares of the side
     */
    static void draw(float[] rgb, float[] other, int side, float reach, Draw draw) {
        float[] before = rgb.clone();
        for (int attempt = 0; attempt < 6; attempt++) {
            Spot spot = Spot.draw(side, reach, draw);
            draw.any(values()).into(rgb, other, side, spot, draw);
            double change = 0;
            for (int i = 0; i < rgb.length; i++) {
                change += Math.abs(rgb[i] - before[i]);
            }
            if (change > 0.004 * rgb.length * spot.radius() / side) {
                break;
            }
        }
    }
}
