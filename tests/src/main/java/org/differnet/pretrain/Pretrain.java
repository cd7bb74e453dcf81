package org.differnet.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.differnet.store.Safetensors;
import org.differnet.work.Seeds;

/**
 * Trains AlexNet's convolutions on drawn pictures alone.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@pretrain -Dminutes=60 -Dout=drawn.safetensors}. The state lies beside the
 * result (FILE.state) and is written every two minutes; the same command goes on from it.
 *
 * <ul>
 *   <li>{@code -Dminutes=N}: time in training, all starts together; the learning rate falls to 0 over it
 *   <li>{@code -Dout=FILE}: the weights, float16, under torchvision's names
 *   <li>{@code -Dseed=0}: of the first weights and of all pictures
 *   <li>{@code -Dshares=1,1,1,0.02}: of the losses flaw, product, apart and shared
 *   <li>{@code -Dwithout=FAMILY,FAMILY}: textures left out, for pictures to compare on
 *   <li>{@code -Dproducts=24}: products of a step; {@code -Dsides=96,128,160}: sides of its pictures, drawn for each step
 *   <li>{@code -Drate=0.002}: the highest learning rate
 * </ul>
 */
public final class Pretrain {

    private static final double WARM_UP = 0.02;
    private static final long SAVE_EVERY = 120_000;
    private static final int LOG_EVERY = 50;

    private final double minutes = Double.parseDouble(System.getProperty("minutes", "60"));
    private final Path out = Path.of(System.getProperty("out", "drawn.safetensors"));
    private final Path state = out.resolveSibling(out.getFileName() + ".state");
    private final long seed = Long.getLong("seed", 0);
    private final int products = Integer.getInteger("products", 24);
    private final double rate = Double.parseDouble(System.getProperty("rate", "0.002"));
    private final int[] sides = Stream.of(System.getProperty("sides", "96,128,160").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private final List<Texture> families = families(System.getProperty("without", ""));

    private final Studio studio = new Studio(families, products, seed);

    private Pretrain() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        new Pretrain().run();
    }

    static List<Texture> families(String without) {
        List<String> left = List.of(without.split(","));
        return Stream.of(Texture.values())
                .filter(family -> !left.contains(family.name()))
                .toList();
    }

    private void run() throws InterruptedException, IOException {
        String[] shares = System.getProperty("shares", "1,1,1,0.02").split(",");
        float[] numbers = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            numbers[i] = Float.parseFloat(shares[i]);
        }
        ExecutorService painter = Executors.newSingleThreadExecutor();
        try (Learner learner = new Learner(seed, numbers)) {
            long step = 0;
            double before = 0;
            if (Files.exists(state)) {
                learner.load(state);
                Map<String, String> metadata = Safetensors.metadata(state);
                step = Long.parseLong(metadata.get("step"));
                before = Double.parseDouble(metadata.get("minutes"));
            }
            long start = System.currentTimeMillis();
            long saved = start;
            double done = before;
            double[] sums = new double[5];
            Future<float[]> next = paint(painter, step);
            while (done < minutes) {
                float[] pictures = next.get();
                next = paint(painter, step + 1);
                double share = done / minutes;
                double now = rate * Math.min(1, share / WARM_UP + 0.01) * 0.5 * (1 + Math.cos(Math.PI * share));
                float[] losses = learner.step(pictures, side(step), now);
                step++;
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += losses[i] / LOG_EVERY;
                }
                long time = System.currentTimeMillis();
                done = before + (time - start) / 60_000.0;
                if (step % LOG_EVERY == 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "minute %.1f step %d rate %.5f loss %.3f flaw %.3f product %.3f apart %.3f shared %.2f%n",
                            done,
                            step,
                            now,
                            sums[0],
                            sums[1],
                            sums[2],
                            sums[3],
                            sums[4]);
                    sums = new double[5];
                }
                if (time - saved > SAVE_EVERY) {
                    save(learner, step, done);
                    saved = time;
                }
            }
            save(learner, step, done);
            next.get();
            DrawnWeights.write(out, learner.folded(), families, Map.of("steps", Long.toString(step)));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the pictures of a step could not be drawn", e.getCause());
        } finally {
            painter.shutdownNow();
        }
    }

    private void save(Learner learner, long step, double done) {
        learner.save(state, Map.of("step", Long.toString(step), "minutes", Double.toString(done)));
    }

    private Future<float[]> paint(ExecutorService painter, long step) {
        return painter.submit(() -> studio.draw(step, side(step)));
    }

    private int side(long step) {
        return sides[(int) Math.floorMod(Seeds.mix(~seed, step), (long) sides.length)];
    }
}
