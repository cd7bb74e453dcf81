package org.differnet.data.synthetic;

/** Ink on an article: how much of it, 0 to 1, at a point in the article's own coordinates (pixels from its centre). */
@FunctionalInterface
interface Print {

    float at(float u, float v);

    /** Ink on one side of an edge, soft over one pixel and a half; distances below 0 lie inside. */
    static float inside(float distance) {
        return Math.max(0, Math.min(1, 0.5f - distance / 1.5f));
    }

    /** Signed distance to a box around the origin. */
    static float box(float u, float v, float halfWidth, float halfHeight) {
        return Math.max(Math.abs(u) - halfWidth, Math.abs(v) - halfHeight);
    }

    /** Signed distance to a ring around the origin. */
    static float ring(float u, float v, float radius, float halfWidth) {
        return Math.abs(length(u, v) - radius) - halfWidth;
    }

    static float length(float u, float v) {
        return (float) Math.sqrt(u * u + v * v);
    }
}
