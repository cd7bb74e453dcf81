package org.differnet.pretrain;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 * result (FILE.state) and is written every minute; the same command goes on from it.
 *
 * <ul>
 *   <li>{@code -Dminutes=N}: processor time of the training thread, all starts together; the learning rate falls to 0 over
 *       it. Beside other work it takes longer, and the result is the same to a step or two
 *   <li>{@code -Dout=FILE}: the weights, float16, under torchvision's names
 *   <li>{@code -Dseed=0}: of the first weights and of all pictures
 *   <li>{@code -Dshares=1,1,1,0.1}: of the losses flaw, product, apart and shared
 *   <li>{@code -Dwithout=FAMILY,FAMILY}: textures left out, for pictures to compare on
 *   <li>{@code -Dproducts=24}: products of a step; {@code -Dsides=96,128,160}: sides of its pictures, drawn for each step
 *   <li>{@code -Drate=0.0008}: the highest learning rate
 * </ul>
 */
public final class Pretrain {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final double WARM_UP = 0.02;
    private static final long SAVE_EVERY = 60_000_000_000L;
    private static final int LOG_EVERY = 50;

    private final double minutes = Double.parseDouble(System.getProperty("minutes", "60"));
    private final Path out = Path.of(System.getProperty("out", "drawn.safetensors"));
    private final Path state = out.resolveSibling(out.getFileName() + ".state");
    private final long seed = Long.getLong("seed", 0);
    private final int products = Integer.getInteger("products", 24);
    private final double rate = Double.parseDouble(System.getProperty("rate", "0.0008"));
    private final int[] sides = Stream.of(
                    System.getProperty("sides", "96,128,160").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private final List<Texture> families = families(System.getProperty("without", ""));

    private final Studio studio = new Studio(families, products, seed);

    private Pretrain() {
        if (!(minutes > 0)) {
            throw new IllegalArgumentException("minutes is " + minutes + "; allowed is any time above 0, 60 is usual");
        }
        for (int side : sides) {
            if (side < 64 || side % 16 != 0) {
                throw new IllegalArgumentException(
                        "a side of " + side + " pixels; allowed are multiples of 16 from 64, such as 96, 128 and 160");
            }
        }
    }

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
        String[] shares = System.getProperty("shares", "1,1,1,0.1").split(",");
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
            long start = CLOCK.getCurrentThreadCpuTime();
            long saved = start;
            double done = before;
            double[] sums = new double[5];
            int counted = 0;
            long round = step / 2;
            float[] pictures = null;
            Future<float[]> next = paint(painter, round);
            while (done < minutes) {
                if (pictures == null || step % 2 == 0) {
                    pictures = next.get();
                    next = paint(painter, ++round);
                }
                if (step % 2 == 1) {
                    pictures = Studio.mirrored(pictures, side(step / 2));
                }
                double share = done / minutes;
                double now = rate * Math.min(1, share / WARM_UP + 0.01) * 0.5 * (1 + Math.cos(Math.PI * share));
                float[] losses = learner.step(pictures, side(step / 2), now);
                step++;
                counted++;
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += losses[i];
                }
                long time = CLOCK.getCurrentThreadCpuTime();
                done = before + (time - start) / 60e9;
                if (step % LOG_EVERY == 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "minute %.1f step %d rate %.5f loss %.3f flaw %.3f product %.3f apart %.3f shared %.2f%n",
                            done,
                            step,
                            now,
                            sums[0] / counted,
                            sums[1] / counted,
                            sums[2] / counted,
                            sums[3] / counted,
                            sums[4] / counted);
                    sums = new double[5];
                    counted = 0;
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

    private Future<float[]> paint(ExecutorService painter, long round) {
        return painter.submit(() -> studio.draw(round, side(round)));
    }

    private int side(long round) {
        return sides[(int) Math.floorMod(Seeds.mix(~seed, round), (long) sides.length)];
    }
}
