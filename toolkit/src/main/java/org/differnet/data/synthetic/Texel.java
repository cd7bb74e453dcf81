package org.differnet.data.synthetic;

/**
 * What a camera sees of a surface at one pixel, before there is light.
 *
 * <p>Colours are linear reflectances in [0, 1]; slopes are the rise of the surface towards the right and downwards;
 * gloss is the strength of the highlight; open is the part of the light that reaches the point.
 */
final class Texel {

    float red;
    float green;
    float blue;
    float gloss;
    float slopeX;
    float slopeY;
    float open;

    /** A flat, matte, fully lit surface of one colour. */
    void paint(float red, float green, float blue) {
        this.red = red;
        this.green = green;
        this.blue = blue;
        gloss = 0;
        slopeX = 0;
        slopeY = 0;
        open = 1;
    }

    /** Makes the surface brighter or darker. */
    void dim(float factor) {
        red *= factor;
        green *= factor;
        blue *= factor;
    }

    /** Mixes a colour in; {@code part} 0 changes nothing, 1 leaves nothing of the old one. */
    void tint(float red, float green, float blue, float part) {
        this.red += part * (red - this.red);
        this.green += part * (green - this.green);
        this.blue += part * (blue - this.blue);
    }

    /** Mixes another surface in; {@code part} 0 changes nothing, 1 leaves nothing of the old one. */
    void mix(Texel other, float part) {
        tint(other.red, other.green, other.blue, part);
        gloss += part * (other.gloss - gloss);
        slopeX += part * (other.slopeX - slopeX);
        slopeY += part * (other.slopeY - slopeY);
        open += part * (other.open - open);
    }
}
