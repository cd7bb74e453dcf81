package org.differnet.pretrain;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Outlines around the origin. */
final class Shapes {

    private Shapes() {}

    /** An ellipse, a rectangle, a polygon, a wavy round, a ring or a star, kind 0 to 5, of half axes a and b. */
    static Shape outline(int kind, float a, float b, Draw draw) {
        return switch (kind) {
            case 0 -> new Ellipse2D.Float(-a, -b, 2 * a, 2 * b);
            case 1 -> {
                float corner = draw.chance(0.5) ? 0 : draw.between(0, Math.min(a, b));
                yield new RoundRectangle2D.Float(-a, -b, 2 * a, 2 * b, corner, corner);
            }
            case 2 -> polygon(draw.of(3, 7), a, b, 1, draw.between(0, 0.3), draw);
            case 3 -> wavy(a, b, draw);
            case 4 -> {
                Area ring = new Area(new Ellipse2D.Float(-a, -b, 2 * a, 2 * b));
                float inner = draw.between(0.5, 0.9);
                ring.subtract(new Area(new Ellipse2D.Float(-a * inner, -b * inner, 2 * a * inner, 2 * b * inner)));
                yield ring;
            }
            default -> polygon(2 * draw.of(4, 16), a, b, draw.between(0.5, 0.95), 0, draw);
        };
    }

    private static Shape polygon(int corners, float a, float b, float inner, float uneven, Draw draw) {
        Path2D.Float path = new Path2D.Float();
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * (i + draw.between(-uneven, uneven)) / corners;
            double radius = i % 2 == 0 ? 1 : inner;
            point(path, a * radius * Math.cos(angle), b * radius * Math.sin(angle));
        }
        path.closePath();
        return path;
    }

    private static Shape wavy(float a, float b, Draw draw) {
        float[] swing = new float[5];
        float[] phase = new float[5];
        for (int k = 0; k < swing.length; k++) {
            swing[k] = draw.normal() * 0.25f / (k + 1);
            phase[k] = draw.angle();
        }
        Path2D.Float path = new Path2D.Float();
        for (int i = 0; i < 40; i++) {
            double angle = Math.PI * i / 20;
            double radius = 1;
            for (int k = 0; k < swing.length; k++) {
                radius += swing[k] * Math.cos((k + 1) * angle + phase[k]);
            }
            point(path, a * radius * Math.cos(angle), b * radius * Math.sin(angle));
        }
        path.closePath();
        return path;
    }

    private static void point(Path2D path, double x, double y) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }

    /** A bent line along x. */
    static Path2D curve(float length, float bend, Draw draw) {
        Path2D.Float path = new Path2D.Float();
        path.moveTo(-length / 2, 0);
        path.curveTo(
                -length / 6,
                bend * length * draw.between(-1, 1),
                length / 6,
                bend * length * draw.between(-1, 1),
                length / 2,
                bend * length * draw.between(-1, 1));
        return path;
    }

    /** A sign of a few strokes within half axes a and b. */
    static Shape sign(float a, float b, Draw draw) {
        if (draw.chance(0.3)) {
            return outline(draw.below(6), a, b, draw);
        }
        Area sign = new Area();
        float width = Math.min(a, b) * draw.between(0.15, 0.5);
        BasicStroke pen = new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        for (int stroke = draw.of(1, 4); stroke > 0; stroke--) {
            Path2D.Float path = new Path2D.Float();
            path.moveTo(corner(a, draw), corner(b, draw));
            for (int i = draw.of(1, 3); i > 0; i--) {
                path.lineTo(corner(a, draw), corner(b, draw));
            }
            sign.add(new Area(pen.createStrokedShape(path)));
        }
        return sign.isEmpty() ? new Rectangle2D.Float(-a, -b, 2 * a, 2 * b) : sign;
    }

    private static float corner(float half, Draw draw) {
        return half * (draw.below(3) - 1);
    }

    static Shape moved(Shape shape, double angle, double x, double y) {
        AffineTransform move = AffineTransform.getTranslateInstance(x, y);
        move.rotate(angle);
        return move.createTransformedShape(shape);
    }
}
