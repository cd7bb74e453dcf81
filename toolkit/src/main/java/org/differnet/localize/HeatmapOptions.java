package org.differnet.localize;

/**
 * How heat maps are made (eq. 7 of the paper).
 *
 * @param rotations views at the angles i 360/n whose gradients are averaged, 1 to 64
 * @param blur standard deviation of the Gaussian on the gradient in pixels of the 448 px view, above 0 to 32
 * @param logDet whether the loss includes - log abs det dz/dy (eq. 4) or is the score alone
 * @param variant what is done at borders and at the end
 */
public record HeatmapOptions(int rotations, double blur, boolean logDet, Variant variant) {

    /** What is done at borders and at the end. */
    public enum Variant {
        /** Sum over channels; mean over the views in which a pixel was visible, so that borders are not brighter. */
        PAPER,
        /** As the reference code: mean over channels and all views, then squared. */
        REFERENCE
    }

    public HeatmapOptions {
        if (rotations < 1 || rotations > 64) {
            throw new IllegalArgumentException("heat map rotations are " + rotations + "; allowed are 1 to 64");
        }
        if (!(blur > 0 && blur <= 32)) {
            throw new IllegalArgumentException("heat map blur is " + blur + " px; allowed are values above 0 to 32");
        }
    }

    /** Eight rotations, blur 3 px, the loss with log det. */
    public static HeatmapOptions paper() {
        return new HeatmapOptions(8, 3, true, Variant.PAPER);
    }

    /** What the reference code computes. */
    public static HeatmapOptions reference() {
        return new HeatmapOptions(8, 3, true, Variant.REFERENCE);
    }
}
