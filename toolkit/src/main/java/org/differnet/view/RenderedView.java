package org.differnet.view;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.differnet.chart.Picture;
import org.differnet.data.Sample;
import org.differnet.engine.Torch;

/**
 * An image in one view, as the network sees it: made a square, turned and relit.
 *
 * @param view how it was turned and relit
 * @param picture the pixels before they are normalised, RGB
 */
public record RenderedView(View view, BufferedImage picture) implements Picture {

    /** Side of the square in pixels. */
    public static final int SIZE = 448;

    /** An image in several views, {@link Framing#STRETCHED}. */
    public static List<RenderedView> of(Sample sample, List<View> views) {
        return of(sample, views, Framing.STRETCHED);
    }

    /** An image in several views. */
    public static List<RenderedView> of(Sample sample, List<View> views, Framing framing) {
        List<RenderedView> rendered = new ArrayList<>();
        try (NDManager manager = Torch.newManager(Device.cpu());
                ViewRenderer renderer = new ViewRenderer(manager, SIZE, framing);
                NDArray square = renderer.square(manager, sample.image())) {
            for (View view : views) {
                try (NDArray pixels = renderer.render(manager, square, List.of(view))) {
                    rendered.add(new RenderedView(view, renderer.picture(pixels)));
                }
            }
        }
        return rendered;
    }

    /** Such as "turned by 30°, brightness 1.10, contrast 0.95"; what is as in the image is left out. */
    @Override
    public String caption() {
        List<String> parts = new ArrayList<>();
        if (view.degrees() != 0) {
            parts.add(String.format(Locale.ROOT, "turned by %.0f°", view.degrees()));
        }
        if (view.brightness() != 1) {
            parts.add(String.format(Locale.ROOT, "brightness %.2f", view.brightness()));
        }
        if (view.contrast() != 1) {
            parts.add(String.format(Locale.ROOT, "contrast %.2f", view.contrast()));
        }
        return parts.isEmpty() ? "as it is" : String.join(", ", parts);
    }

    @Override
    public String toString() {
        return caption();
    }
}
