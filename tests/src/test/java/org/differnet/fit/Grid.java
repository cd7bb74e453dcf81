package org.differnet.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.features.Backbone;

/** A network for tests that is as fast as it is plain: the mean colours of 4 x 4 cells. */
final class Grid implements Backbone {

    private static final int SIDE = 64;
    private static final int CELLS = 4;

    @Override
    public String name() {
        return "colours of cells";
    }

    @Override
    public int dimension() {
        return 3 * CELLS * CELLS;
    }

    @Override
    public List<Integer> scales() {
        return List.of(SIDE);
    }

    @Override
    public String weightsHash() {
        return "none";
    }

    @Override
    public NDArray forward(NDArray views) {
        long n = views.getShape().get(0);
        int cell = SIDE / CELLS;
        return views.reshape(new Shape(n, 3, CELLS, cell, CELLS, cell))
                .mean(new int[] {5})
                .mean(new int[] {3})
                .reshape(new Shape(n, dimension()));
    }

    /** Images that are dark on one side and bright on the opposite one, with a little noise. */
    static Dataset products(int images, IntFunction<Integer> quarterTurns, IntToDoubleFunction light) {
        Random random = new Random(7);
        List<Sample> good = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
            int turns = quarterTurns.apply(i);
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int along = turns % 2 == 0 ? x : y;
                    int place = turns < 2 ? along : SIDE - 1 - along;
                    double value = light.applyAsDouble(i) * (60 + 2 * place + 8 * random.nextGaussian());
                    image.getRaster().setSample(x, y, 0, (int) Math.max(0, Math.min(255, value)));
                }
            }
            good.add(Sample.of("image " + i, image));
        }
        return new Dataset("products", good, List.of());
    }
}
