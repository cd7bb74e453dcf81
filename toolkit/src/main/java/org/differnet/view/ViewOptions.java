package org.differnet.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.differnet.store.IfAbsent;

/**
 * From which distribution views are drawn, in training and in test alike.
 *
 * @param rotation largest angle, 0 to 180 degrees; angles are uniform in [-rotation, rotation]
 * @param brightness the brightness factor is uniform in [1 - brightness, 1 + brightness], 0 to 1
 * @param contrast the contrast factor is uniform in [1 - contrast, 1 + contrast], 0 to 1
 * @param framing how an image becomes a square
 * @param byProduct whether these are the widest views, of which a fit takes those that its good images allow; {@link #draw}
 *     heeds the ranges alone
 */
public record ViewOptions(
        double rotation,
        double brightness,
        double contrast,
        @IfAbsent("STRETCHED") Framing framing,
        @IfAbsent("false") boolean byProduct) {

    public ViewOptions {
        check("rotation", rotation, 180);
        check("brightness", brightness, 1);
        check("contrast", contrast, 1);
        Objects.requireNonNull(framing, "framing");
    }

    /** Views of images that are {@link Framing#STRETCHED}. */
    public ViewOptions(double rotation, double brightness, double contrast) {
        this(rotation, brightness, contrast, Framing.STRETCHED);
    }

    /** Views as they are, whatever the product. */
    public ViewOptions(double rotation, double brightness, double contrast, Framing framing) {
        this(rotation, brightness, contrast, framing, false);
    }

    /** The paper's views: any rotation, light left alone. */
    public static ViewOptions rotations() {
        return new ViewOptions(180, 0, 0);
    }

    /** The paper's views for magnetic tiles: any rotation, brightness and contrast within 15 %. */
    public static ViewOptions rotationsAndLight() {
        return new ViewOptions(180, 0.15, 0.15);
    }

    /** The same with images made square in another way. */
    public ViewOptions withFraming(Framing framing) {
        return new ViewOptions(rotation, brightness, contrast, framing, byProduct);
    }

    /** As they are, or as the widest of which a fit takes those that its good images allow. */
    public ViewOptions withByProduct(boolean narrowed) {
        return new ViewOptions(rotation, brightness, contrast, framing, narrowed);
    }

    /** Draws n views; the same for the same seed. */
    public List<View> draw(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<View> views = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            views.add(
                    new View(around(random, 0, rotation), around(random, 1, brightness), around(random, 1, contrast)));
        }
        return views;
    }

    /** n rotations at the fixed angles i 360/n degrees, light left alone. */
    public static List<View> fixed(int n) {
        List<View> views = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            views.add(new View(360.0 * i / n, 1, 1));
        }
        return views;
    }

    private static double around(SplittableRandom random, double centre, double spread) {
        return centre + spread * (2 * random.nextDouble() - 1);
    }

    private static void check(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; allowed are 0 to " + most + ", and 0 switches it off");
        }
    }
}
