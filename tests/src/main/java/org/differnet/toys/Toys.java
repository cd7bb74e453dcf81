package org.differnet.toys;

import ai.djl.Device;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.differnet.flow.Clamp;
import org.differnet.flow.Composition;
import org.differnet.flow.Flow;
import org.differnet.flow.Schedule;
import org.differnet.flow.Toy;
import org.differnet.flow.TrainOptions;
import org.differnet.flow.Trainer;
import org.differnet.work.ProgressListener;

/**
 * Held-out log-likelihoods of the family on distributions of the plane, beside the exact ones.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@toys -Dseeds=1,2,3 -Depochs=8}; {@code -Dmembers=affine,spline} and {@code
 * -Ddistributions=rings,spiral} take these alone. Prints a line for each training, tab-separated: seed, distribution, member, mean log p of 5,000 points never seen,
 * the exact mean or NaN, seconds, parameters.
 */
public final class Toys {

    private static final int TRAIN = 10_000;
    private static final int UNSEEN = 5_000;

    private Toys() {}

    public static void main(String[] args) {
        int epochs = Integer.getInteger("epochs", 8);
        TrainOptions options =
                TrainOptions.usual().withEpochs(epochs).withBatchSize(256).withLearningRate(5e-3, Schedule.COSINE);
        String chosen = System.getProperty("members", "");
        String distributions = System.getProperty("distributions", "");
        for (String seed : System.getProperty("seeds", "1,2,3").split(",")) {
            for (Toy toy : Toy.values()) {
                for (var member : members().entrySet()) {
                    if (among(distributions, toy.toString()) && among(chosen, member.getKey())) {
                        train(Integer.parseInt(seed), toy, member.getKey(), member.getValue(), options);
                    }
                }
            }
        }
    }

    private static boolean among(String chosen, String name) {
        return chosen.isEmpty() || ("," + chosen + ",").contains("," + name + ",");
    }

    private static Map<String, Composition> members() {
        Composition plane = Flow.on(2).normalize();
        Map<String, Composition> members = new LinkedHashMap<>();
        members.put("linear Gaussian", plane.linear(0));
        members.put("planar", plane.planar().repeat(16));
        members.put("radial", plane.radial().repeat(16));
        members.put("additive", plane.linear(0).additive(64, 2).repeat(6));
        members.put("affine", Flow.on(2).permute(0).couple(64, 2, Clamp.soft(3)).repeat(6));
        members.put(
                "affine onto a mixture of 8",
                plane.permute(0).couple(64, 2, Clamp.soft(3)).repeat(6).mixture(8));
        members.put("spline", plane.linear(0).spline(64, 2, 8, 4).repeat(2));
        members.put("masked", plane.linear(0).masked(64, 2, Clamp.soft(3)).repeat(6));
        members.put(
                "inverse masked",
                plane.linear(0).inverseMasked(64, 2, Clamp.soft(3)).repeat(6));
        return members;
    }

    private static void train(int seed, Toy toy, String name, Composition composition, TrainOptions options) {
        float[] points = toy.points(TRAIN, seed);
        float[] unseen = toy.points(UNSEEN, 1000 + seed);
        long start = System.nanoTime();
        try (Flow flow = composition.build(seed, Device.cpu())) {
            Trainer.fit(flow, points, options, ProgressListener.NONE);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d\t%s\t%s\t%.3f\t%.3f\t%.0f\t%d%n",
                    seed,
                    toy,
                    name,
                    mean(flow.logProb(unseen)),
                    exact(toy, unseen),
                    seconds,
                    flow.parameterCount());
        }
    }

    private static double exact(Toy toy, float[] points) {
        double sum = 0;
        for (double log : toy.logDensity(points)) {
            sum += log;
        }
        return 2 * sum / points.length;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
