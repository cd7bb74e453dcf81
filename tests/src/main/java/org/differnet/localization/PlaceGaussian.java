package org.differnet.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.RealVector;
import org.differnet.data.Sample;
import org.differnet.features.Activation;
import org.differnet.features.Activations;
import org.differnet.features.ViewFeatures;
import org.differnet.view.View;

/**
 * Each place of good images has a Gaussian of its own; the distance of a place is Mahalanobis' to that of the same place.
 *
 * <p>A place has the maps of the network's last two depths at the largest scale; of their channels 100 are drawn at random.
 *
 * <p>Reference: Defard, Setkov, Loesch, Audigier, PaDiM, ICPR Workshops 2021, whose network is another.
 */
final class PlaceGaussian {

    private static final int CHANNELS = 100;
    private static final int DEPTHS = 2;

    /** Added to the variance of each channel, in shares of their mean over all places and channels. */
    private static final double RIDGE = 0.1;

    private final NDManager manager;
    private final ViewFeatures features;
    private final int side;
    private final int[] channels;
    private final double[][] means;
    private final DecompositionSolver[] solvers;

    /**
     * @param manager stays open
     * @param features stay open
     * @param good at least two images
     */
    PlaceGaussian(NDManager manager, ViewFeatures features, List<Sample> good) {
        this.manager = manager;
        this.features = features;
        List<double[][]> seen = good.stream().map(this::maps).toList();
        int all = seen.get(0).length;
        this.side = (int) Math.round(Math.sqrt(seen.get(0)[0].length));
        List<Integer> drawn = Arrays.asList(IntStream.range(0, all).boxed().toArray(Integer[]::new));
        Collections.shuffle(drawn, new Random(0));
        this.channels = drawn.stream().limit(CHANNELS).mapToInt(i -> i).toArray();
        int places = side * side;
        this.means = new double[places][];
        double[][][] covariances = new double[places][][];
        double ridge = 0;
        for (int place = 0; place < places; place++) {
            double[][] rows = new double[seen.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = at(seen.get(i), place);
            }
            means[place] = mean(rows);
            covariances[place] = covariance(rows, means[place]);
            for (int i = 0; i < channels.length; i++) {
                ridge += RIDGE * covariances[place][i][i] / (places * channels.length);
            }
        }
        double added = ridge;
        this.solvers = IntStream.range(0, places)
                .mapToObj(place -> {
                    for (int i = 0; i < channels.length; i++) {
                        covariances[place][i][i] += added;
                    }
                    return new CholeskyDecomposition(new Array2DRowRealMatrix(covariances[place], false)).getSolver();
                })
                .toArray(DecompositionSolver[]::new);
    }

    /** Places in a row and in a column. */
    int side() {
        return side;
    }

    /** The distances of all places of an image, row by row. */
    float[] distances(Sample sample) {
        double[][] maps = maps(sample);
        float[] distances = new float[side * side];
        for (int place = 0; place < distances.length; place++) {
            double[] row = at(maps, place);
            for (int i = 0; i < row.length; i++) {
                row[i] -= means[place][i];
            }
            RealVector centred = new ArrayRealVector(row, false);
            distances[place] = (float) Math.sqrt(centred.dotProduct(solvers[place].solve(centred)));
        }
        return distances;
    }

    private double[] at(double[][] maps, int place) {
        return Arrays.stream(channels)
                .mapToDouble(channel -> maps[channel][place])
                .toArray();
    }

    /** Channels x places of the image as it is. */
    private double[][] maps(Sample sample) {
        try (NDManager step = manager.newSubManager()) {
            NDArray square = features.square(step, sample);
            NDArray view = features.renderer().render(step, square, List.of(View.IDENTITY));
            Activations all = features.extractor().activations(view);
            int finest = all.layers().stream()
                    .filter(layer -> layer.depth() == all.depths() - 1)
                    .mapToInt(layer -> layer.grid().side())
                    .max()
                    .orElseThrow();
            return all.layers().stream()
                    .filter(layer -> layer.depth() >= Math.max(1, all.depths() - DEPTHS)
                            && layer.grid().side() == finest)
                    .flatMap(layer -> Arrays.stream(planes(layer)))
                    .toArray(double[][]::new);
        }
    }

    private static double[][] planes(Activation layer) {
        float[] values = layer.value().toFloatArray();
        int places = layer.grid().positions();
        double[][] planes = new double[values.length / places][places];
        for (int i = 0; i < values.length; i++) {
            planes[i / places][i % places] = values[i];
        }
        return planes;
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }

    private static double[][] covariance(double[][] rows, double[] mean) {
        double[][] sum = new double[mean.length][mean.length];
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j <= i; j++) {
                for (double[] row : rows) {
                    sum[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (rows.length - 1);
                }
                sum[j][i] = sum[i][j];
            }
        }
        return sum;
    }
}
