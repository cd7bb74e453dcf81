package org.differnet.data.synthetic;

/** A bent groove that thins out at both ends, with bare material in it. */
final class Scratch implements Defect.Flaw {

    private static final int POINTS = 17;

    private final Article article;
    private final float[] xs = new float[POINTS];
    private final float[] ys = new float[POINTS];
    private final float width;
    private final float steep;
    private final float bare;
    private final float reach;
    private final Noise noise;

    Scratch(Article article, RandomSource random, float strength) {
        this.article = article;
        width = Defect.mid(1.0, 2.7, strength) * random.between(0.85, 1.15);
        steep = Defect.mid(0.25, 0.9, strength);
        bare = Defect.mid(0.16, 0.62, strength);
        float length = Defect.mid(36, 190, strength) * random.between(0.8, 1.2);
        reach = length / 2 + 2 * width;
        float[] place = article.place(random);
        float angle = random.angle();
        float bend = random.between(-0.06, 0.06);
        int middle = POINTS / 2;
        xs[middle] = article.x(place[0], place[1]);
        ys[middle] = article.y(place[0], place[1]);
        float step = length / (POINTS - 1);
        for (int i = 1; i <= middle; i++) {
            for (int side = -1; side <= 1; side += 2) {
                double heading = angle + side * bend * (i - 0.5);
                int to = middle + side * i;
                xs[to] = xs[to - side] + side * step * (float) StrictMath.cos(heading);
                ys[to] = ys[to - side] + side * step * (float) StrictMath.sin(heading);
            }
        }
        noise = random.noise();
    }

    @Override
    public boolean alter(int x, int y, Texel texel) {
        int middle = POINTS / 2;
        if (Math.abs(x - xs[middle]) > reach || Math.abs(y - ys[middle]) > reach) {
            return false;
        }
        float nearest = Float.MAX_VALUE;
        float along = 0;
        float offX = 0;
        float offY = 0;
        for (int i = 0; i < POINTS - 1; i++) {
            float dx = xs[i + 1] - xs[i];
            float dy = ys[i + 1] - ys[i];
            float t = ((x - xs[i]) * dx + (y - ys[i]) * dy) / (dx * dx + dy * dy);
            t = Math.max(0, Math.min(1, t));
            float ox = x - xs[i] - t * dx;
            float oy = y - ys[i] - t * dy;
            float distance = ox * ox + oy * oy;
            if (distance < nearest) {
                nearest = distance;
                along = (i + t) / (POINTS - 1);
                offX = ox;
                offY = oy;
            }
        }
        float thick = width * Math.min(1, 5 * Math.min(along, 1 - along));
        float inside = thick + 0.5f - (float) Math.sqrt(nearest);
        if (inside <= 0.1f || article.cover(article.u(x, y), article.v(x, y)) < 1) {
            return false;
        }
        float part = Math.min(1, inside);
        texel.tint(0.66f, 0.65f, 0.63f, part * bare * (0.8f + 0.4f * noise.at(x / 5f, y / 5f)));
        float push = part * steep / (thick + 0.5f);
        texel.slopeX += push * offX;
        texel.slopeY += push * offY;
        return true;
    }
}
