package org.differnet.pretrain;

import static org.differnet.pretrain.Canvas.AREA;
import static org.differnet.pretrain.Canvas.SIZE;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.util.Arrays;
import java.util.function.Consumer;

/** Families of textures; each draws its own settings and gives one number for each pixel of a {@link Canvas}. */
enum Texture {
    /** Octaves of noise, stretched, with any spectrum. */
    SPECTRUM {
        @Override
        float[] draw(Draw draw) {
            float slope = draw.between(-1.2, 1.0);
            float stretch = draw.chance(0.4) ? draw.scale(2, 16) : 1;
            boolean turned = draw.chance(0.5);
            int first = draw.of(0, 5);
            int last = draw.of(Math.max(first, 3), 7);
            float[] sum = new float[AREA];
            for (int octave = first; octave <= last; octave++) {
                int fine = 1 << octave;
                int coarse = Math.max(1, Math.round(fine / stretch));
                float[] noise = Canvas.noise(draw.random(), turned ? fine : coarse, turned ? coarse : fine);
                float amplitude = (float) Math.pow(2, slope * octave) * draw.between(0.5, 1.5);
                for (int i = 0; i < AREA; i++) {
                    sum[i] += amplitude * noise[i];
                }
            }
            return sum;
        }
    },
    /** Distances to scattered points: cells, pebbles, cracks. */
    CELLS {
        @Override
        float[] draw(Draw draw) {
            int side = draw.of(4, 28);
            float jitter = draw.between(0.1, 1);
            float[] px = new float[side * side];
            float[] py = new float[side * side];
            float[] tone = new float[side * side];
            for (int i = 0; i < px.length; i++) {
                px[i] = i % side + 0.5f + jitter * draw.between(-0.5, 0.5);
                py[i] = i / side + 0.5f + jitter * draw.between(-0.5, 0.5);
                tone[i] = draw.normal();
            }
            int kind = draw.below(4);
            float edge = draw.between(0.04, 0.3);
            float[] values = new float[AREA];
            for (int i = 0; i < AREA; i++) {
                float x = (float) (i % SIZE) * side / SIZE;
                float y = (float) (i / SIZE) * side / SIZE;
                float first = Float.MAX_VALUE;
                float second = Float.MAX_VALUE;
                float own = 0;
                for (int row = (int) y - 1; row <= (int) y + 1; row++) {
                    for (int column = (int) x - 1; column <= (int) x + 1; column++) {
                        int wrapped = Math.floorMod(row, side) * side + Math.floorMod(column, side);
                        float dx = px[wrapped] + column - Math.floorMod(column, side) - x;
                        float dy = py[wrapped] + row - Math.floorMod(row, side) - y;
                        float distance = dx * dx + dy * dy;
                        if (distance < first) {
                            second = first;
                            first = distance;
                            own = tone[wrapped];
                        } else if (distance < second) {
                            second = distance;
                        }
                    }
                }
                float gap = (float) (Math.sqrt(second) - Math.sqrt(first));
                values[i] = switch (kind) {
                    case 0 -> (float) Math.sqrt(first);
                    case 1 -> gap;
                    case 2 -> Math.min(1, gap / edge);
                    default -> own + Math.min(1, gap / edge);
                };
            }
            return values;
        }
    },
    /** Waves across each other, bent by noise. */
    WAVES {
        @Override
        float[] draw(Draw draw) {
            float[] bend = Canvas.noise(draw.random(), draw.of(2, 9), draw.of(2, 9));
            float bent = draw.chance(0.5) ? 0 : draw.scale(0.1, 3);
            float[] sum = new float[AREA];
            int most = draw.of(4, 40);
            for (int wave = draw.of(1, 4); wave > 0; wave--) {
                int across = draw.of(-most, most);
                int down = draw.of(-most, most);
                float phase = draw.angle();
                float[] sine = new float[1024];
                float sharp = draw.chance(0.5) ? 1 : draw.scale(1, 8);
                for (int i = 0; i < sine.length; i++) {
                    sine[i] = (float) Math.tanh(sharp * Math.sin(2 * Math.PI * i / sine.length + phase));
                }
                for (int i = 0; i < AREA; i++) {
                    float turns = (float) ((across * (i % SIZE) + down * (i / SIZE)) % SIZE) / SIZE;
                    sum[i] += sine[(int) (1024 * (turns + bent * bend[i])) & 1023];
                }
            }
            return sum;
        }
    },
    /** Rows of equal marks: dots, tiles, bricks, bars. */
    LATTICE {
        @Override
        float[] draw(Draw draw) {
            int across = draw.of(3, 30);
            int down = draw.chance(0.6) ? across : draw.of(3, 30);
            float shift = draw.chance(0.5) ? 0 : 0.5f;
            float width = draw.between(0.12, 0.45);
            float height = draw.chance(0.5) ? width : draw.between(0.12, 0.49);
            float soft = draw.between(0.03, 0.2);
            boolean round = draw.chance(0.5);
            float uneven = draw.chance(0.5) ? 0 : draw.between(0, 0.7);
            float[] tone = Canvas.noise(draw.random(), across, down);
            float[] values = new float[AREA];
            for (int i = 0; i < AREA; i++) {
                float y = (float) (i / SIZE) * down / SIZE;
                float x = (float) (i % SIZE) * across / SIZE + ((int) y & 1) * shift;
                float dx = Math.abs(x - (int) x - 0.5f);
                float dy = Math.abs(y - (int) y - 0.5f);
                float outside =
                        round ? (float) Math.sqrt(dx * dx + dy * dy) - width : Math.max(dx - width, dy - height);
                values[i] = Math.max(0, Math.min(1, 0.5f - outside / soft)) * (1 + uneven * tone[i]);
            }
            return values;
        }
    },
    /** Shapes of all sizes that cover each other. */
    LEAVES {
        @Override
        float[] draw(Draw draw) {
            int kind = draw.below(4);
            float largest = draw.scale(12, 70);
            float longest = draw.chance(0.5) ? 1 : draw.scale(1, 6);
            float power = draw.between(1, 3);
            int count = (int) Math.min(500, 9000 / largest);
            return grey(0.5f, graphics -> {
                for (int i = 0; i < count; i++) {
                    graphics.setColor(tone(draw.between(0, 1)));
                    float radius = largest * (float) Math.pow(draw.between(0.05, 1), power);
                    Shape shape = Shapes.outline(kind == 3 ? draw.below(3) : kind, radius, radius / longest, draw);
                    Canvas.fill(graphics, Shapes.moved(shape, draw.angle(), draw.below(SIZE), draw.below(SIZE)));
                }
            });
        }
    },
    /** Lines: hairs, fibres, brush strokes. */
    STROKES {
        @Override
        float[] draw(Draw draw) {
            float width = draw.scale(0.7, 6);
            float length = draw.scale(15, 180);
            float spread = draw.chance(0.5) ? 3.2f : draw.between(0.02, 0.6);
            float bend = draw.between(0, 0.5);
            int count = (int) Math.min(450, draw.scale(4000, 25000) / (width * Math.sqrt(length) * 4));
            return grey(0.5f, graphics -> {
                for (int i = 0; i < count; i++) {
                    graphics.setColor(tone(draw.between(0, 1)));
                    Shape line = Shapes.curve(length * draw.between(0.4, 1), bend, draw);
                    Shape stroke = new BasicStroke(width * draw.between(0.5, 1.5)).createStrokedShape(line);
                    Canvas.fill(
                            graphics,
                            Shapes.moved(stroke, spread * draw.between(-1, 1), draw.below(SIZE), draw.below(SIZE)));
                }
            });
        }
    },
    /** Points of an iterated function system. */
    FRACTAL {
        @Override
        float[] draw(Draw draw) {
            int maps = draw.of(2, 5);
            float[] a = new float[6 * maps];
            for (int i = 0; i < a.length; i++) {
                a[i] = draw.between(-0.8, 0.8);
            }
            float zoom = draw.scale(25, 110);
            float[] hits = new float[AREA];
            float x = 0;
            float y = 0;
            for (int i = 0; i < 60_000; i++) {
                int k = 6 * draw.below(maps);
                float next = a[k] * x + a[k + 1] * y + a[k + 2];
                y = a[k + 3] * x + a[k + 4] * y + a[k + 5];
                x = next;
                if (!(Math.abs(x) < 1e3 && Math.abs(y) < 1e3)) {
                    x = 0;
                    y = 0;
                }
                hits[((int) (zoom * y) & SIZE - 1) * SIZE + ((int) (zoom * x) & SIZE - 1)]++;
            }
            for (int i = 0; i < AREA; i++) {
                hits[i] = (float) Math.log1p(hits[i]);
            }
            return hits;
        }
    },
    /** Signs in rows, as if printed. */
    PRINT {
        @Override
        float[] draw(Draw draw) {
            int across = draw.of(3, 14);
            int down = draw.of(3, 14);
            int alphabet = draw.of(1, 8);
            Shape[] signs = new Shape[alphabet];
            float wide = (float) SIZE / across;
            float high = (float) SIZE / down;
            for (int i = 0; i < alphabet; i++) {
                signs[i] = Shapes.sign(0.36f * wide, 0.36f * high, draw);
            }
            boolean inTurn = draw.chance(0.6);
            return grey(0, graphics -> {
                graphics.setColor(Color.WHITE);
                for (int i = 0; i < across * down; i++) {
                    Shape sign = signs[inTurn ? i % alphabet : draw.below(alphabet)];
                    Canvas.fill(
                            graphics, Shapes.moved(sign, 0, (i % across + 0.5f) * wide, (i / across + 0.5f) * high));
                }
            });
        }
    };

    /** A texture under settings of its own, neither centred nor scaled. */
    abstract float[] draw(Draw draw);

    private static Color tone(float grey) {
        return new Color(grey, grey, grey);
    }

    private static float[] grey(float ground, Consumer<Graphics2D> painter) {
        return Arrays.copyOf(Canvas.painted(tone(ground), painter), AREA);
    }
}
