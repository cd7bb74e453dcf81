package org.differnet.view;

/**
 * One way to look at an image.
 *
 * @param degrees rotation, counterclockwise
 * @param brightness factor on every pixel, at least 0; 1 changes nothing
 * @param contrast factor on the distance from the image's mean grey, at least 0; 1 changes nothing
 */
public record View(double degrees, double brightness, double contrast) {

    /** The image as it is. */
    public static final View IDENTITY = new View(0, 1, 1);

    public View {
        if (!Double.isFinite(degrees)) {
            throw new IllegalArgumentException("rotation is " + degrees + "; give finite degrees");
        }
        checkFactor("brightness", brightness);
        checkFactor("contrast", contrast);
    }

    private static void checkFactor(String name, double factor) {
        if (!(factor >= 0 && factor <= 10)) {
            throw new IllegalArgumentException(
                    name + " factor is " + factor + "; allowed are 0 to 10, and 1 changes" + " nothing");
        }
    }
}
