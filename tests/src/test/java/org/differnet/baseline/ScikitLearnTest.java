package org.differnet.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.differnet.engine.Torch;
import org.differnet.features.FeaturePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compares with scikit-learn.json, which make_fixtures.py beside it wrote. */
class ScikitLearnTest {

    private NDManager manager;
    private Fixture expected;

    @BeforeEach
    void open() throws IOException {
        manager = Torch.newManager(Device.cpu());
        try (Reader in = new InputStreamReader(
                ScikitLearnTest.class.getResourceAsStream("scikit-learn.json"), StandardCharsets.UTF_8)) {
            expected = new Gson().fromJson(in, Fixture.class);
        }
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void distanceToTheNearestAfterPcaAndZScore() {
        var settings = NearestNeighbour.Settings.paper();
        try (var model = NearestNeighbour.learn(
                manager, train(), new NearestNeighbour.Settings(settings.k(), expected.components))) {
            assertArrayEquals(expected.nearest, model.score(test()), 1e-5);
        }
    }

    @Test
    void meanDistanceToTheKNearest() {
        var settings = new NearestNeighbour.Settings(expected.k, expected.components);
        try (var model = NearestNeighbour.learn(manager, train(), settings)) {
            assertArrayEquals(expected.meanOfNearest, model.score(test()), 1e-5);
            assertEquals("3-NN among 40 views in 4 dimensions", model.toString());
        }
    }

    @Test
    void mahalanobisDistanceWithShrinkageOfLedoitAndWolf() {
        try (var model = Gaussian.learn(manager, train())) {
            assertEquals(expected.shrinkage, model.shrinkage(), 1e-6);
            double[] perDimension = Arrays.stream(expected.mahalanobis)
                    .map(distance -> distance / expected.dimension)
                    .toArray();
            assertArrayEquals(perDimension, model.score(test()), 1e-5);
        }
    }

    @Test
    void oneClassSvmRanksAsTheDecisionFunction() {
        var settings = OneClassSvm.Settings.standard().withNu(expected.nu);
        try (var model = OneClassSvm.learn(manager, train(), settings, 0)) {
            double sumOfWeights = expected.nu * 40;
            double[] scores = Arrays.stream(expected.svmScoreSamples)
                    .map(similarity -> 1 - similarity / sumOfWeights)
                    .toArray();
            assertArrayEquals(scores, model.score(test()), 1e-3);
        }
    }

    @Test
    void moreViewsThanTheSvmTakesAreDrawnUnderTheSeed() {
        var settings = OneClassSvm.Settings.standard().withMostRows(10);
        double[] first = svmScores(settings, 1);
        assertArrayEquals(first, svmScores(settings, 1));
        assertTrue(!Arrays.equals(first, svmScores(settings, 2)), "another seed draws the same views");
    }

    @Test
    void trainingViewIsNearerThanAnyOther() {
        try (var model = NearestNeighbour.learn(manager, train(), NearestNeighbour.Settings.paper())) {
            NDArray own = manager.create(Arrays.copyOf(expected.train, 7), new Shape(1, 7));
            assertEquals(0, model.score(own)[0], 1e-4);
        }
    }

    @Test
    void featuresFarAwayScoreHigherThanAnyTrainingFeatures() {
        NDArray far = manager.full(new Shape(1, 7), 100f);
        try (var neighbour = NearestNeighbour.learn(manager, train(), NearestNeighbour.Settings.paper());
                var gaussian = Gaussian.learn(manager, train());
                var svm = OneClassSvm.learn(manager, train(), OneClassSvm.Settings.standard(), 0)) {
            for (FeatureModel model : List.of(neighbour, gaussian, svm)) {
                double highest = Arrays.stream(model.score(Vectors.rows(manager, train())))
                        .max()
                        .orElseThrow();
                assertTrue(model.score(far)[0] > highest, model.toString());
            }
        }
    }

    @Test
    void scoringLeavesNoArraysBehind() {
        try (var neighbour = NearestNeighbour.learn(manager, train(), NearestNeighbour.Settings.paper());
                var gaussian = Gaussian.learn(manager, train());
                var svm = OneClassSvm.learn(manager, train(), OneClassSvm.Settings.standard(), 0)) {
            NDArray views = test();
            int before = manager.getManagedArrays().size();
            for (FeatureModel model : List.of(neighbour, gaussian, svm)) {
                model.score(views);
            }
            assertEquals(before, manager.getManagedArrays().size());
        }
    }

    @Test
    void moreComponentsAndNeighboursThanThereAreRowsAreCutDown() {
        FeaturePool three = new FeaturePool(3, 1, 7, Arrays.copyOf(expected.train, 21));
        try (var model = NearestNeighbour.learn(manager, three, new NearestNeighbour.Settings(9, 64))) {
            assertEquals("3-NN among 3 views in 2 dimensions", model.toString());
        }
    }

    @Test
    void oneViewIsRefusedByEveryMethod() {
        FeaturePool one = new FeaturePool(1, 1, 7, Arrays.copyOf(expected.train, 7));
        assertThrows(
                IllegalArgumentException.class,
                () -> NearestNeighbour.learn(manager, one, NearestNeighbour.Settings.paper()));
        assertThrows(IllegalArgumentException.class, () -> Gaussian.learn(manager, one));
        assertThrows(
                IllegalArgumentException.class,
                () -> OneClassSvm.learn(manager, one, OneClassSvm.Settings.standard(), 0));
    }

    @Test
    void aGaussianOfTwoViewsSaysHowManyItNeeds() {
        FeaturePool two = new FeaturePool(2, 1, 7, Arrays.copyOf(expected.train, 14));
        var error = assertThrows(IllegalArgumentException.class, () -> Gaussian.learn(manager, two));
        assertTrue(error.getMessage().contains("2 views; it needs at least 3"), error.getMessage());
    }

    @Test
    void aGaussianOfTwoViewsSeenTwiceSaysHowManyItNeeds() {
        float[] twice = new float[28];
        System.arraycopy(expected.train, 0, twice, 0, 14);
        System.arraycopy(expected.train, 0, twice, 14, 14);
        FeaturePool two = new FeaturePool(4, 1, 7, twice);
        var error = assertThrows(IllegalArgumentException.class, () -> Gaussian.learn(manager, two));
        assertTrue(error.getMessage().contains("it needs 3 different ones"), error.getMessage());
    }

    @Test
    void aGaussianOfThreeViewsIsLearnt() {
        FeaturePool three = new FeaturePool(3, 1, 7, Arrays.copyOf(expected.train, 21));
        try (var model = Gaussian.learn(manager, three)) {
            assertTrue(model.shrinkage() > 0);
        }
    }

    @Test
    void viewsThatAreAllAlikeAreRefused() {
        FeaturePool alike = new FeaturePool(4, 1, 7, new float[28]);
        assertThrows(IllegalArgumentException.class, () -> Gaussian.learn(manager, alike));
        assertThrows(
                IllegalArgumentException.class,
                () -> OneClassSvm.learn(manager, alike, OneClassSvm.Settings.standard(), 0));
    }

    @Test
    void nuAboveOneIsRefusedWithTheRange() {
        var error = assertThrows(IllegalArgumentException.class, () -> OneClassSvm.Settings.standard()
                .withNu(1.5));
        assertEquals("nu is 1.5; allowed is more than 0 and at most 1", error.getMessage());
    }

    private double[] svmScores(OneClassSvm.Settings settings, long seed) {
        try (var model = OneClassSvm.learn(manager, train(), settings, seed)) {
            return model.score(test());
        }
    }

    private FeaturePool train() {
        return new FeaturePool(expected.train.length / expected.dimension, 1, expected.dimension, expected.train);
    }

    private NDArray test() {
        return manager.create(expected.test, new Shape(expected.test.length / expected.dimension, expected.dimension));
    }

    private static final class Fixture {
        int dimension;
        float[] train;
        float[] test;
        int k;
        int components;
        double[] nearest;
        double[] meanOfNearest;
        double shrinkage;
        double[] mahalanobis;
        double nu;
        double[] svmScoreSamples;
    }
}
