package org.differnet.pretrain;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.differnet.features.Backbone;
import org.differnet.store.Safetensors;
import org.differnet.work.Seeds;

/**
 * Trains AlexNet's convolutions to say of drawn pictures what MobileNetV2 says of them.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@pretrain -Dminutes=60 -Dout=drawn.safetensors}. The state lies beside the
 * result (FILE.state) and is written every minute; the same command goes on from it. MobileNetV2's weights are looked for
 * as {@link Backbone#mobileNetV2()} does.
 *
 * <ul>
 *   <li>{@code -Dminutes=N}: processor time, all starts together; the learning rate falls to 0 over it. Beside other work it
 *       takes longer, and the result is the same to a step or two
 *   <li>{@code -Dout=FILE}: the weights, float16, under torchvision's names
 *   <li>{@code -Dseed=0}: of the first weights and of all pictures
 *   <li>{@code -Dshares=1,1,1,1}: of the losses early, maps, pools and moves
 *   <li>{@code -Dwithout=FAMILY,FAMILY}: textures left out, for pictures to compare on
 *   <li>{@code -Dproducts=4}: products of a step; {@code -Dsides=128,160,192}: sides of its pictures, one drawn for each step
 *   <li>{@code -Duses=3}: how often pictures are learnt from, in the mean; the log has the losses of those not seen before
 *   <li>{@code -Drate=0.002}: the highest learning rate
 * </ul>
 */
public final class Pretrain {

    private static final OperatingSystemMXBean CLOCK =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double WARM_UP = 0.02;

    /** Steps' worth of pictures in memory, to be seen again. */
    private static final int KEPT = 48;

    private static final int SPREAD_ROUNDS = 8;
    private static final int LOG_EVERY = 20;

    private final double minutes = Double.parseDouble(System.getProperty("minutes", "60"));
    private final Path out = Path.of(System.getProperty("out", "drawn.safetensors"));
    private final Path state = out.resolveSibling(out.getFileName() + ".state");
    private final long seed = Long.getLong("seed", 0);
    private final int uses = Integer.getInteger("uses", 3);
    private final int products = Integer.getInteger("products", 4);
    private final double rate = Double.parseDouble(System.getProperty("rate", "0.002"));
    private final int[] sides = Stream.of(
                    System.getProperty("sides", "128,160,192").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    private final List<Texture> families = families(System.getProperty("without", ""));

    private final Studio studio = new Studio(families, products, seed);

    private Pretrain() {
        if (!(minutes > 0)) {
            throw new IllegalArgumentException("minutes is " + minutes + "; allowed is any time above 0, 60 is usual");
        }
        for (int side : sides) {
            if (side < 96 || side % 32 != 0) {
                throw new IllegalArgumentException(
                        "a side of " + side + " pixels; allowed are multiples of 32 from 96, such as 96, 128 and 160");
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        new Pretrain().run();
    }

    static List<Texture> families(String without) {
        List<String> left = List.of(without.split(","));
        return Stream.of(Texture.values())
                .filter(family -> !left.contains(family.name()))
                .toList();
    }

    private void run() throws InterruptedException {
        String[] shares = System.getProperty("shares", "1,1,1,1").split(",");
        float[] numbers = new float[shares.length];
        for (int i = 0; i < shares.length; i++) {
            numbers[i] = Float.parseFloat(shares[i]);
        }
        ExecutorService painter = Executors.newSingleThreadExecutor();
        try (Teacher teacher = new Teacher(Backbone.mobileNetV2(), SPREAD_ROUNDS);
                Learner learner = new Learner(seed, teacher.ratios(), numbers)) {
            long step = 0;
            double before = 0;
            if (Files.exists(state)) {
                learner.load(state);
                Map<String, String> metadata = Safetensors.metadata(state);
                step = Long.parseLong(metadata.get("step"));
                before = Double.parseDouble(metadata.get("minutes"));
            }
            double start = minutes();
            double done = before;
            double saved = before;
            double[] sums = new double[1 + Learner.LOSSES.size()];
            int counted = 0;
            long number = step / uses;
            List<Round> kept = new ArrayList<>();
            Future<Round> next = painter.submit(round(teacher, number));
            while (done < minutes) {
                boolean fresh = kept.isEmpty() || step % uses == 0;
                if (fresh) {
                    kept.add(next.get());
                    next = painter.submit(round(teacher, ++number));
                    if (kept.size() > KEPT) {
                        kept.remove(0);
                    }
                }
                int place = fresh ? kept.size() - 1 : (int) Math.floorMod(Seeds.mix(seed, step), (long) kept.size());
                Round round = kept.get(place);
                double share = done / minutes;
                double now = rate * Math.min(1, share / WARM_UP + 0.01) * 0.5 * (1 + Math.cos(Math.PI * share));
                float[] losses = learner.step(round.pictures, round.answers, round.side, now);
                step++;
                if (fresh) {
                    counted++;
                    for (int i = 0; i < sums.length; i++) {
                        sums[i] += losses[i];
                    }
                }
                done = before + minutes() - start;
                if (counted == LOG_EVERY) {
                    StringBuilder line = new StringBuilder(String.format(
                            Locale.ROOT,
                            "minute %.1f step %d rate %.5f loss %.3f",
                            done,
                            step,
                            now,
                            sums[0] / counted));
                    for (int i = 1; i < sums.length; i++) {
                        line.append(
                                String.format(Locale.ROOT, " %s %.3f", Learner.LOSSES.get(i - 1), sums[i] / counted));
                    }
                    System.out.println(line);
                    sums = new double[sums.length];
                    counted = 0;
                }
                if (done - saved > 1) {
                    save(learner, step, done);
                    saved = done;
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

    /** Processor time of all threads. */
    private static double minutes() {
        return CLOCK.getProcessCpuTime() / 60e9;
    }

    /** Pictures with what the teacher says of them. */
    private record Round(int side, float[] pictures, float[] answers) {}

    private Callable<Round> round(Teacher teacher, long number) {
        int side = sides[(int) Math.floorMod(Seeds.mix(~seed, number), (long) sides.length)];
        return () -> {
            float[] pictures = studio.draw(number, side);
            return new Round(side, pictures, teacher.answers(pictures, side));
        };
    }

    private void save(Learner learner, long step, double done) {
        learner.save(state, Map.of("step", Long.toString(step), "minutes", Double.toString(done)));
    }
}
