package org.differnet.localize;

import java.util.Objects;

/**
 * How heat maps are made.
 *
 * @param method what is looked at
 * @param rotations views at the angles i 360/n that are averaged, 1 to 64
 * @param blur standard deviation of the Gaussian in pixels of the 448 px view, above 0 to 32; {@link Method#INFLUENCE} has
 *     none
 * @param logDet whether pixel gradients are those of the loss with - log abs det dz/dy (eq. 4) or of the score alone;
 *     {@link Method#CONSENSUS} and {@link Method#INFLUENCE} take the score
 * @param signed whether {@link Method#GRADIENT} adds the gradients of the channels with their signs, so that values below 0
 *     are darker than the flow likes, or their absolute values (eq. 7)
 */
public record HeatmapOptions(Method method, int rotations, double blur, boolean logDet, boolean signed) {

    /** What is looked at. */
    public enum Method {
        /** Where all depths of the network see what raises the score: see {@link ConsensusMap}. */
        CONSENSUS,
        /** How the score grows where a place weighs more in the features: see {@link InfluenceMap}. */
        INFLUENCE,
        /** How the loss depends on each pixel: see {@link GradientMap}. */
        GRADIENT,
        /** As the reference code: mean over channels and all views, whether a pixel was in them or not, then squared. */
        REFERENCE
    }

    public HeatmapOptions {
        Objects.requireNonNull(method, "method");
        if (rotations < 1 || rotations > 64) {
            throw new IllegalArgumentException("heat map rotations are " + rotations + "; allowed are 1 to 64");
        }
        if (!(blur > 0 && blur <= 32)) {
            throw new IllegalArgumentException("heat map blur is " + blur + " px; allowed are values above 0 to 32");
        }
        if (signed && method != Method.GRADIENT) {
            throw new IllegalArgumentException(
                    "signed is true for " + method + "; only GRADIENT has signs, leave it false");
        }
    }

    /** The default: what all depths of the network agree on, eight rotations, blur 4 px. */
    public static HeatmapOptions standard() {
        return new HeatmapOptions(Method.CONSENSUS, 8, 4, false, false);
    }

    /** Influence of places, eight rotations: coarser, and without gradients through the network. */
    public static HeatmapOptions influence() {
        return standard().withMethod(Method.INFLUENCE);
    }

    /** Equation 7: eight rotations, blur 3 px, absolute values, the loss with log det. */
    public static HeatmapOptions paper() {
        return new HeatmapOptions(Method.GRADIENT, 8, 3, true, false);
    }

    /** What the reference code computes. */
    public static HeatmapOptions reference() {
        return new HeatmapOptions(Method.REFERENCE, 8, 3, true, false);
    }

    /** The same made in another way. */
    public HeatmapOptions withMethod(Method method) {
        return new HeatmapOptions(method, rotations, blur, logDet, signed);
    }

    /** The same averaged over so many views, 1 to 64. */
    public HeatmapOptions withRotations(int rotations) {
        return new HeatmapOptions(method, rotations, blur, logDet, signed);
    }

    /** The same with a Gaussian of another standard deviation, above 0 to 32 pixels. */
    public HeatmapOptions withBlur(double blur) {
        return new HeatmapOptions(method, rotations, blur, logDet, signed);
    }

    /** The same with the gradient of the loss (true) or of the score alone. */
    public HeatmapOptions withLogDet(boolean logDet) {
        return new HeatmapOptions(method, rotations, blur, logDet, signed);
    }

    /** The same with signs (true), for {@link Method#GRADIENT} alone, or with absolute values. */
    public HeatmapOptions withSigned(boolean signed) {
        return new HeatmapOptions(method, rotations, blur, logDet, signed);
    }
}
