package org.differnet.view;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.util.List;
import org.differnet.engine.TorchScript;

/**
 * Renders views of images, with {@link Framing#STRETCHED} as the reference code does: the image is resized to a square of
 * {@code size} pixels with an antialiased bilinear filter (its aspect ratio is not kept), turned with the nearest pixel, black
 * outside, given its brightness and then its contrast, each rounded to 8 bits, and normalised with ImageNet's mean and
 * standard deviation. The pixels are those of Pillow: whole-number arithmetic picks the same neighbour on every device.
 */
public final class ViewRenderer implements AutoCloseable {

    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] STD = {0.229, 0.224, 0.225};
    private static final double FIXED_POINT = 65536;

    private final NDManager manager;
    private final TorchScript script;
    private final int size;
    private final Framing framing;
    private final NDArray scale;
    private final NDArray shift;

    /**
     * Of images that are {@link Framing#STRETCHED}.
     *
     * @param parent decides the device
     * @param size side of the rendered square in pixels
     */
    public ViewRenderer(NDManager parent, int size) {
        this(parent, size, Framing.STRETCHED);
    }

    /**
     * @param parent decides the device
     * @param size side of the rendered square in pixels
     */
    public ViewRenderer(NDManager parent, int size, Framing framing) {
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, ViewRenderer.class, "views.torchscript");
        this.size = size;
        this.framing = framing;
        float[] scales = new float[MEAN.length];
        float[] shifts = new float[MEAN.length];
        for (int c = 0; c < MEAN.length; c++) {
            scales[c] = (float) (1 / (255 * STD[c]));
            shifts[c] = (float) (-MEAN[c] / STD[c]);
        }
        this.scale = manager.create(scales, new Shape(1, 3, 1, 1));
        this.shift = manager.create(shifts, new Shape(1, 3, 1, 1));
    }

    /** Side of the rendered square in pixels. */
    public int size() {
        return size;
    }

    /** The text of the code that renders, for telling it from other versions. */
    public String code() {
        return script.source();
    }

    /** How images become squares. */
    public Framing framing() {
        return framing;
    }

    /**
     * The resized image.
     *
     * @param image 8 bits a channel, of type TYPE_BYTE_GRAY or with three bands
     * @return uint8 (c, size, size), c = 1 for grey and 3 for RGB
     */
    public NDArray square(NDManager owner, BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int height = image.getHeight();
        int channels = image.getType() == BufferedImage.TYPE_BYTE_GRAY ? 1 : 3;
        byte[] planar = new byte[channels * width * height];
        if (channels == 1) {
            int[] row = new int[width];
            for (int y = 0, i = 0; y < height; y++) {
                raster.getSamples(0, y, width, 1, 0, row);
                for (int x = 0; x < width; x++) {
                    planar[i++] = (byte) row[x];
                }
            }
        } else {
            int[] row = new int[width];
            int plane = width * height;
            for (int y = 0, i = 0; y < height; y++) {
                image.getRGB(0, y, width, 1, row, 0, width);
                for (int x = 0; x < width; x++, i++) {
                    planar[i] = (byte) (row[x] >> 16);
                    planar[plane + i] = (byte) (row[x] >> 8);
                    planar[2 * plane + i] = (byte) row[x];
                }
            }
        }
        int rows = framing.resized(height, width, size);
        int columns = framing.resized(width, height, size);
        try (NDManager step = owner.newSubManager()) {
            NDArray pixels = step.create(ByteBuffer.wrap(planar), new Shape(channels, height, width), DataType.UINT8);
            if (rows == size && columns == size) {
                return script.call(owner, "resize", pixels, (long) size, (long) size);
            }
            return script.call(
                    owner,
                    "framed",
                    script.call(step, "resize", pixels, (long) rows, (long) columns),
                    step.create(Framing.mirrored(rows, size)),
                    step.create(Framing.mirrored(columns, size)));
        }
    }

    /**
     * Renders views.
     *
     * @param owner owns the result
     * @param square as {@link #square} gives it
     * @return float32 (n, 3, size, size), normalised
     */
    public NDArray render(NDManager owner, NDArray square, List<View> views) {
        Turns turns = turns(views);
        int n = views.size();
        try (NDManager step = owner.newSubManager()) {
            return script.call(
                    owner,
                    "render",
                    square,
                    step.create(turns.affine, new Shape(6, n)),
                    step.create(turns.light, new Shape(2, n)),
                    turns.relight,
                    framing == Framing.MIRRORED,
                    scale,
                    shift);
        }
    }

    /**
     * Views as the code takes them.
     *
     * @param affine from a pixel of each view to its source, in 1/65536 of a pixel, (6, n) row by row
     * @param light brightness and contrast of each view, (2, n) row by row
     * @param relight whether one of them is not 1
     */
    public record Turns(int[] affine, float[] light, boolean relight) {}

    /** Views as {@link #code} takes them. */
    public Turns turns(List<View> views) {
        int n = views.size();
        int[] affine = new int[6 * n];
        float[] light = new float[2 * n];
        boolean relight = false;
        for (int i = 0; i < n; i++) {
            View view = views.get(i);
            fillAffine(affine, n, i, view.degrees());
            light[i] = (float) view.brightness();
            light[n + i] = (float) view.contrast();
            relight |= view.brightness() != 1 || view.contrast() != 1;
        }
        return new Turns(affine, light, relight);
    }

    /** By what pixels are multiplied, channel by channel, before {@link #shift} is added. */
    public float[] scale() {
        return scale.toFloatArray();
    }

    /** What is added to pixels after the multiplication. */
    public float[] shift() {
        return shift.toFloatArray();
    }

    /**
     * The pixels of one rendered view, its normalisation undone.
     *
     * @param view float32 (1, 3, size, size), as {@link #render} gives it
     * @return RGB
     */
    public BufferedImage picture(NDArray view) {
        float[] values = view.toFloatArray();
        int plane = size * size;
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < plane; i++) {
            int rgb = 0;
            for (int c = 0; c < MEAN.length; c++) {
                rgb = rgb << 8 | (int) Math.round(255 * (MEAN[c] + STD[c] * values[c * plane + i]));
            }
            image.setRGB(i % size, i / size, rgb);
        }
        return image;
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }

    /** From a pixel of the view to its source, in 1/65536 of a pixel, as Pillow rounds it. */
    private void fillAffine(int[] affine, int n, int i, double degrees) {
        double radians = -Math.toRadians(((degrees % 360) + 360) % 360);
        double cos = round15(Math.cos(radians));
        double sin = round15(Math.sin(radians));
        double centre = size / 2.0;
        double shiftX = cos * -centre + sin * -centre + centre;
        double shiftY = -sin * -centre + cos * -centre + centre;
        affine[i] = fixed(cos);
        affine[n + i] = fixed(sin);
        affine[2 * n + i] = fixed(shiftX + cos * 0.5 + sin * 0.5);
        affine[3 * n + i] = fixed(-sin);
        affine[4 * n + i] = fixed(cos);
        affine[5 * n + i] = fixed(shiftY - sin * 0.5 + cos * 0.5);
    }

    private static double round15(double value) {
        return Math.rint(value * 1e15) / 1e15;
    }

    private static int fixed(double value) {
        return (int) Math.floor(value * FIXED_POINT + 0.5);
    }
}
