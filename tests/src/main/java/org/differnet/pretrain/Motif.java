package org.differnet.pretrain;

import static org.differnet.pretrain.Canvas.AREA;
import static org.differnet.pretrain.Canvas.SIZE;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import java.util.List;

/**
 * What pictures of one product have in common: a surface, seen at any place, or a thing on a ground, seen whole or in one
 * part, whose grain is another in each picture.
 *
 * @param rgb what is painted, three planes of a {@link Canvas}
 * @param inside how much of a pixel belongs to the thing; null for a surface
 * @param grain of the thing, added
 * @param ground of what it lies on, added
 */
record Motif(float[] rgb, float[] inside, float[] grain, float[] ground) {

    private static final float MIDDLE = SIZE / 2f;

    static Motif surface(List<Texture> families, Draw draw) {
        return new Motif(Surface.coloured(families, draw), null, null, null);
    }

    static Motif thing(List<Texture> families, Draw draw) {
        Color ground = colour(draw);
        Color top = colour(draw);
        int kind = draw.below(6);
        float half = MIDDLE * draw.between(0.5, 0.95);
        float ratio = draw.chance(0.5) ? 1 : draw.between(0.5, 1);
        Shape body = Shapes.moved(Shapes.outline(kind, half, half * ratio, draw), 0, MIDDLE, MIDDLE);
        long details = draw.seed();
        float[] rgb = Canvas.painted(ground, graphics -> {
            boolean shaded = draw.chance(0.5);
            if (draw.chance(0.4)) {
                graphics.setColor(ground.darker());
                graphics.fill(Shapes.moved(body, 0, draw.between(-8, 8), draw.between(-8, 8)));
            }
            graphics.setPaint(
                    shaded ? new GradientPaint(0, 0, top, SIZE, draw.between(0, SIZE), near(top, draw)) : top);
            graphics.fill(body);
            decorate(graphics, body, half, top, new Draw(details));
        });
        float[] mask = Arrays.copyOf(
                Canvas.painted(Color.BLACK, graphics -> {
                    graphics.setColor(Color.WHITE);
                    graphics.fill(body);
                }),
                AREA);
        return new Motif(rgb, mask, scaled(families, draw), scaled(families, draw));
    }

    private static void decorate(Graphics2D graphics, Shape body, float half, Color top, Draw draw) {
        if (draw.chance(0.5)) {
            graphics.setColor(near(top, draw));
            graphics.setStroke(new BasicStroke(draw.scale(1, 10)));
            graphics.draw(body);
        }
        for (int group = draw.of(0, 4); group > 0; group--) {
            graphics.setColor(draw.chance(0.5) ? near(top, draw) : colour(draw));
            float size = half * draw.scale(0.03, 0.3);
            Shape mark = draw.chance(0.5)
                    ? Shapes.outline(draw.below(6), size, size * draw.between(0.3, 1), draw)
                    : Shapes.sign(size, size * draw.between(0.4, 1), draw);
            if (draw.chance(0.3)) {
                mark = new BasicStroke(draw.scale(1, 6)).createStrokedShape(mark);
            }
            repeat(graphics, mark, half, draw);
        }
        if (draw.chance(0.3)) {
            float radius = half * draw.between(0.2, 0.9);
            graphics.setColor(near(top, draw));
            graphics.setStroke(new BasicStroke(draw.scale(1, 12)));
            graphics.draw(new Ellipse2D.Float(MIDDLE - radius, MIDDLE - radius, 2 * radius, 2 * radius));
        }
    }

    /** One mark, a ring of them or a row of different ones. */
    private static void repeat(Graphics2D graphics, Shape mark, float half, Draw draw) {
        switch (draw.below(3)) {
            case 0 ->
                graphics.fill(Shapes.moved(
                        mark, 0, MIDDLE + half * draw.between(-0.6, 0.6), MIDDLE + half * draw.between(-0.6, 0.6)));
            case 1 -> {
                int count = draw.of(2, 24);
                float radius = half * draw.between(0.3, 0.85);
                for (int i = 0; i < count; i++) {
                    double angle = 2 * Math.PI * i / count;
                    graphics.fill(Shapes.moved(
                            mark, angle, MIDDLE + radius * Math.cos(angle), MIDDLE + radius * Math.sin(angle)));
                }
            }
            default -> {
                int count = draw.of(2, 10);
                float y = MIDDLE + half * draw.between(-0.6, 0.6);
                float size = half * 0.9f / count;
                for (int i = 0; i < count; i++) {
                    graphics.fill(Shapes.moved(
                            Shapes.sign(0.8f * size, size, draw), 0, MIDDLE + (2 * i - count + 1) * size * 0.9f, y));
                }
            }
        }
    }

    private static float[] scaled(List<Texture> families, Draw draw) {
        float strength = draw.scale(0.005, 0.12);
        float[] grain = Surface.grain(families, draw);
        for (int i = 0; i < AREA; i++) {
            grain[i] *= strength;
        }
        return grain;
    }

    private static Color colour(Draw draw) {
        float grey = draw.between(0.05, 0.95);
        float strong = draw.chance(0.4) ? 0 : draw.scale(0.03, 0.5);
        return new Color(
                shade(grey + strong * draw.between(-1, 1)),
                shade(grey + strong * draw.between(-1, 1)),
                shade(grey + strong * draw.between(-1, 1)));
    }

    private static Color near(Color colour, Draw draw) {
        float change = draw.sign() * draw.between(0.05, 0.35);
        float[] parts = colour.getRGBColorComponents(null);
        return new Color(shade(parts[0] + change), shade(parts[1] + change), shade(parts[2] + change));
    }

    private static float shade(float value) {
        return Math.max(0, Math.min(1, value));
    }
}
