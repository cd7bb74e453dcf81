package org.differnet.localize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Function;
import org.differnet.data.Sample;
import org.differnet.view.Framing;

/** A map of numbers that are known at a few places of an image, interpolated and blurred. */
public final class PlaceMap implements AnomalyMap {

    private static final int SIZE = 224;

    /** Standard deviation in pixels of the map. */
    private static final double BLUR = 4;

    private final NDManager manager;
    private final NDArray blur;
    private final int side;
    private final Function<Sample, float[]> places;

    private PlaceMap(NDManager parent, int side, Function<Sample, float[]> places) {
        this.manager = parent.newSubManager();
        this.blur = manager.create(Blur.mirrored(SIZE, BLUR), new Shape(SIZE, SIZE));
        this.side = side;
        this.places = places;
    }

    /**
     * Maps of the whole image.
     *
     * @param parent decides the device
     * @param framing how the square, on which the places lie, was made from the image
     * @param side places in a row and in a column, at least 2
     * @param places their numbers, side x side, row by row; higher = more anomalous; called on several threads
     */
    public static AnomalyMap of(NDManager parent, Framing framing, int side, Function<Sample, float[]> places) {
        AnomalyMap square = new PlaceMap(parent, side, places);
        return framing == Framing.STRETCHED ? square : new FramedMap(square, framing);
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public float[] of(Sample sample) {
        float[] coarse = places.apply(sample);
        float[] map = new float[SIZE * SIZE];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) Bilinear.at(coarse, side, (i % SIZE + 0.5) / SIZE, (i / SIZE + 0.5) / SIZE);
        }
        try (NDManager step = manager.newSubManager()) {
            NDArray sharp = step.create(map, new Shape(SIZE, SIZE));
            return blur.matMul(sharp).matMul(blur.transpose()).toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
