package org.differnet.flow;

import org.differnet.engine.Precision;
import org.differnet.store.IfAbsent;

/**
 * How a flow is trained: Adam, its numbers, and for how long.
 *
 * @param epochs passes over the training features, 1 to 100000
 * @param batchSize rows of a step, at least 1; whoever makes the {@link org.differnet.features.FeatureBatches} keeps to it
 * @param learningRate over 0, to 1
 * @param beta1 how long the mean gradient remembers, 0 to below 1
 * @param beta2 how long the mean squared gradient remembers, 0 to below 1
 * @param epsilon added to the root of the mean squared gradient; over 0, to 1
 * @param weightDecay this times the weight is added to its gradient, 0 to 1
 * @param schedule of the learning rate
 * @param precision of the matrix products; weights and everything else are float32 always
 * @param fewestSteps where the epochs have fewer steps than this, as with few images, there are more epochs; 0 to 100000
 */
public record TrainOptions(
        int epochs,
        int batchSize,
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        Schedule schedule,
        Precision precision,
        @IfAbsent("0") int fewestSteps) {

    public TrainOptions {
        check("epochs", epochs, epochs >= 1 && epochs <= 100_000, "1 to 100000; the paper has 192");
        check("batchSize", batchSize, batchSize >= 1, "1 or more; the paper has 96");
        check("learningRate", learningRate, learningRate > 0 && learningRate <= 1, "over 0, to 1; the paper has 2e-4");
        check("beta1", beta1, beta1 >= 0 && beta1 < 1, "0 to below 1; the paper has 0.8");
        check("beta2", beta2, beta2 >= 0 && beta2 < 1, "0 to below 1; the paper has 0.8");
        check("epsilon", epsilon, epsilon > 0 && epsilon <= 1, "over 0, to 1; the paper has 1e-4");
        check("weightDecay", weightDecay, weightDecay >= 0 && weightDecay <= 1, "0 to 1; the paper has 1e-5");
        check("schedule", schedule, schedule != null, "CONSTANT, LINEAR, COSINE; the paper has CONSTANT");
        check("precision", precision, precision != null, "FLOAT32, BFLOAT16; the paper has FLOAT32");
        check(
                "fewestSteps",
                fewestSteps,
                fewestSteps >= 0 && fewestSteps <= 100_000,
                "0 to 100000; the paper has none, 0");
    }

    /** So many epochs, however few steps they have. */
    public TrainOptions(
            int epochs,
            int batchSize,
            double learningRate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            Schedule schedule,
            Precision precision) {
        this(epochs, batchSize, learningRate, beta1, beta2, epsilon, weightDecay, schedule, precision, 0);
    }

    /** The paper's training: 192 epochs, batches of 96, learning rate 2e-4; Adam's other numbers from its code. */
    public static TrainOptions paper() {
        return new TrainOptions(192, 96, 2e-4, 0.8, 0.8, 1e-4, 1e-5, Schedule.CONSTANT, Precision.FLOAT32);
    }

    /** For points on the plane and other small data: 100 epochs, batches of 256, 2e-3 along a cosine, Adam's usual numbers. */
    public static TrainOptions usual() {
        return new TrainOptions(100, 256, 2e-3, 0.9, 0.999, 1e-8, 0, Schedule.COSINE, Precision.FLOAT32);
    }

    /** The same for so many epochs, 1 to 100000, however few steps they have. */
    public TrainOptions withEpochs(int count) {
        return new TrainOptions(
                count, batchSize, learningRate, beta1, beta2, epsilon, weightDecay, schedule, precision);
    }

    /** The same with at least so many steps, 0 to 100000. */
    public TrainOptions withFewestSteps(int steps) {
        return new TrainOptions(
                epochs, batchSize, learningRate, beta1, beta2, epsilon, weightDecay, schedule, precision, steps);
    }

    /**
     * The same with as many epochs as {@link #fewestSteps} asks for.
     *
     * @param stepsPerEpoch at least 1
     */
    public TrainOptions withEpochsFor(int stepsPerEpoch) {
        int enough = (fewestSteps + stepsPerEpoch - 1) / stepsPerEpoch;
        return withEpochs(Math.max(epochs, enough));
    }

    /** The same with so many rows in a step, at least 1. */
    public TrainOptions withBatchSize(int rows) {
        return new TrainOptions(
                epochs, rows, learningRate, beta1, beta2, epsilon, weightDecay, schedule, precision, fewestSteps);
    }

    /** The same with another learning rate, over 0, to 1, and its schedule. */
    public TrainOptions withLearningRate(double rate, Schedule over) {
        return new TrainOptions(
                epochs, batchSize, rate, beta1, beta2, epsilon, weightDecay, over, precision, fewestSteps);
    }

    /** The same with another precision of the matrix products. */
    public TrainOptions withPrecision(Precision chosen) {
        return new TrainOptions(
                epochs, batchSize, learningRate, beta1, beta2, epsilon, weightDecay, schedule, chosen, fewestSteps);
    }

    private static void check(String name, Object value, boolean allowed, String range) {
        if (!allowed) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed are " + range);
        }
    }
}
