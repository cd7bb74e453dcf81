package org.differnet.features.backbone;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.differnet.engine.TorchScript;
import org.differnet.features.PositionGrid;

/** The sizes at which a network sees a view: every k-th pixel where a size divides that of the view, else resized. */
public final class Scales implements AutoCloseable {

    /** The file with the method that takes a view to a scale. */
    static final String SCRIPT = "scales.torchscript";

    private static final int SMALLEST = 8;
    private static final int LARGEST = 4096;
    private static final int MOST = 16;

    private final NDManager manager;
    private final TorchScript script;
    private final Map<Integer, NDArray> sides = new HashMap<>();

    /**
     * @param parent owns what this takes
     * @param scales as {@link #checked} allows them
     */
    public Scales(NDManager parent, List<Integer> scales) {
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, Scales.class, SCRIPT);
        checked(scales.stream().mapToInt(Integer::intValue).toArray())
                .forEach(side -> sides.put(side, array(manager, List.of(side))));
    }

    /**
     * Scales as they may be.
     *
     * @param sides in pixels, 8 to 4096, the largest first and each once, 1 to 16 of them
     * @throws IllegalArgumentException if they are not so
     */
    public static List<Integer> checked(int... sides) {
        return checked(SMALLEST, sides);
    }

    static List<Integer> checked(int smallest, int... sides) {
        if (sides.length < 1 || sides.length > MOST) {
            throw new IllegalArgumentException(
                    sides.length + " scales; allowed are 1 to " + MOST + ", the paper has 448, 224, 112");
        }
        for (int i = 0; i < sides.length; i++) {
            if (sides[i] < smallest || sides[i] > LARGEST) {
                throw new IllegalArgumentException(
                        "scale " + sides[i] + " is not allowed; a side has " + smallest + " to " + LARGEST + " pixels");
            }
            if (i > 0 && sides[i] >= sides[i - 1]) {
                throw new IllegalArgumentException("scales are " + Arrays.toString(sides)
                        + "; give each once and the largest first, as in 448, 224, 112");
            }
        }
        return Arrays.stream(sides).boxed().toList();
    }

    /** Sides as the scripts take them: on the CPU, where their values decide what runs on a device. */
    static NDArray array(NDManager owner, List<Integer> sides) {
        return owner.newSubManager(Device.cpu())
                .create(sides.stream().mapToLong(Integer::longValue).toArray());
    }

    /**
     * Where positions lie in a view.
     *
     * @param viewSize side of the view in pixels
     * @param scale side of the view as the network sees it
     * @param first pixel that the first position is centred on, from 0, at that scale
     * @param stride from one position to the next in pixels of that scale
     * @param side positions in a row
     */
    static PositionGrid grid(int viewSize, int scale, double first, int stride, int side) {
        double every = viewSize / (double) scale;
        // Every k-th pixel is the first of its k; a resized one is the middle of those that it stands for.
        double centre = viewSize % scale == 0 ? every * first + 0.5 : every * (first + 0.5);
        return new PositionGrid(side, centre, every * stride);
    }

    /** Where the pixels of a scale lie in a view. */
    public static PositionGrid pixels(int viewSize, int scale) {
        return grid(viewSize, scale, 0, 1, scale);
    }

    /**
     * Views at one scale; the gradient is recorded when a collector is open.
     *
     * @param views float32 (n, 3, s, s)
     * @param scale one of those that this was made for
     * @return float32 (n, 3, scale, scale), attached to the manager of {@code views}
     */
    public NDArray at(NDArray views, int scale) {
        return script.callWithGradient("scaled", views, sides.get(scale));
    }

    /** The features of all scales, one after the other; of one alone the engine would make a copy without gradient. */
    public static NDArray joined(NDList scales) {
        return scales.size() == 1 ? scales.head() : NDArrays.concat(scales, 1);
    }

    /** Whether a gradient comes back from an array; the engine's own answer is that of leaves alone. */
    public boolean isRecorded(NDArray array) {
        try (NDArray marks = script.call(array.getManager(), "recorded", array)) {
            return marks.size() > 0;
        }
    }

    /**
     * Refuses views that are none.
     *
     * @throws IllegalArgumentException if their shape is not (n, 3, viewSize, viewSize)
     */
    public static void check(NDArray views, int viewSize) {
        long[] shape = views.getShape().getShape();
        if (shape.length != 4 || shape[1] != 3 || shape[2] != viewSize || shape[3] != viewSize) {
            throw new IllegalArgumentException(
                    "views have shape " + views.getShape() + ", expected (n, 3, " + viewSize + ", " + viewSize + ")");
        }
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
