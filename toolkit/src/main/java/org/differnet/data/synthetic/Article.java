package org.differnet.data.synthetic;

/**
 * One specimen of a product as it lies before the camera, without defect.
 *
 * <p>Pixels are those of a picture of {@link Synthetic#SIZE} squared; (u, v) are the same points in the article's own
 * coordinates: pixels from its centre, turned with it.
 */
abstract class Article {

    final Noise noise;
    final Print print;
    private final float centreX;
    private final float centreY;
    private final float cosine;
    private final float sine;
    private final Texel body = new Texel();

    /**
     * @param random where and how it lies, and its grain
     * @param shift how far it may lie from the middle, in pixels
     * @param turn how far it may be turned, in radians
     * @param print what is printed on it
     */
    Article(RandomSource random, float shift, double turn, Print print) {
        centreX = Synthetic.SIZE / 2f + random.between(-shift, shift);
        centreY = Synthetic.SIZE / 2f + random.between(-shift, shift);
        float angle = random.between(-turn, turn);
        cosine = (float) StrictMath.cos(angle);
        sine = (float) StrictMath.sin(angle);
        noise = random.noise();
        this.print = print;
    }

    /** What it lies on. */
    abstract void ground(float u, float v, Texel texel);

    /** How much of the ground it hides, 0 to 1; soft at its edges. */
    abstract float cover(float u, float v);

    /** Its surface. */
    abstract void surface(float u, float v, float ink, Texel texel);

    /** A place on it, as (u, v), with room for a defect of some size. */
    abstract float[] place(RandomSource random);

    /** A place where it could break, as (u, v). */
    abstract float[] edge(RandomSource random);

    /** What the camera sees at a pixel, with {@code print} in place of its own. */
    final void look(float x, float y, Print print, Texel texel) {
        float u = u(x, y);
        float v = v(x, y);
        float cover = cover(u, v);
        if (cover < 1) {
            ground(u, v, texel);
            turn(texel);
        }
        if (cover > 0) {
            Texel top = cover < 1 ? body : texel;
            surface(u, v, print.at(u, v), top);
            turn(top);
            if (cover < 1) {
                texel.mix(body, cover);
            }
        }
    }

    final void lookBelow(float x, float y, Texel texel) {
        ground(u(x, y), v(x, y), texel);
        turn(texel);
    }

    final float u(float x, float y) {
        return cosine * (x - centreX) + sine * (y - centreY);
    }

    final float v(float x, float y) {
        return cosine * (y - centreY) - sine * (x - centreX);
    }

    final float x(float u, float v) {
        return centreX + cosine * u - sine * v;
    }

    final float y(float u, float v) {
        return centreY + sine * u + cosine * v;
    }

    private void turn(Texel texel) {
        float along = texel.slopeX;
        texel.slopeX = cosine * along - sine * texel.slopeY;
        texel.slopeY = sine * along + cosine * texel.slopeY;
    }
}
