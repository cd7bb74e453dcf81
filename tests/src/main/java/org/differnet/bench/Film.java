package org.differnet.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.data.synthetic.Defect;
import org.differnet.data.synthetic.Synthetic;
import org.differnet.experiment.Networks;
import org.differnet.score.watch.Alarm;
import org.differnet.score.watch.Frame;
import org.differnet.score.watch.FrameSource;
import org.differnet.score.watch.Watched;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/**
 * Watches a drawn film: metal plates on a conveyor that moves half a plate from frame to frame, some of them
 * defective. Arguments: frames to train on, frames to learn the alarm from, frames to watch, every how many-th plate is
 * defective, test views, training views, degrees by which views are turned at most, and the network: alexnet, mobilenet or
 * drawn.
 */
public final class Film {

    private static final int SIZE = 448;
    private static final int STEP = 224;
    private static final int FRAMES_AN_HOUR = 7200;
    private static final double FALSE_ALARMS_AN_HOUR = 36;
    private static final double LIGHT = 0.05;
    private static final Synthetic PLATES = new Synthetic(Product.METAL_PLATE, 0, 0);

    private Film() {}

    /** Prints what was found how soon, for several weights of the average. */
    public static void main(String[] arguments) {
        int train = Integer.parseInt(arguments[0]);
        int learn = Integer.parseInt(arguments[1]);
        int watch = Integer.parseInt(arguments[2]);
        int every = Integer.parseInt(arguments[3]);
        Options options = Options.small()
                .withTestViews(Integer.parseInt(arguments[4]))
                .withTrainViews(Integer.parseInt(arguments[5]))
                .withViews(new ViewOptions(Double.parseDouble(arguments[6]), LIGHT, LIGHT))
                .withHoldOut(0)
                .withBackbone(Networks.named(arguments[7]));
        List<Sample> good = samples(train, 0, Map.of());
        try (DifferNet model =
                DifferNet.fit(Dataset.of("conveyor", good, List.of()), options, ProgressListener.console())) {
            double[] learnt = model.scoreAll(samples(learn, 100_000, Map.of()))
                    .rows()
                    .mapToDouble(row -> row.score())
                    .toArray();
            Map<Integer, Defect> flawed = new TreeMap<>();
            for (int i = 1; i < watch * STEP / SIZE / every; i++) {
                flawed.put(i * every, Defect.values()[i % Defect.values().length]);
            }
            List<Sample> film = samples(watch, 200_000, flawed);
            List<Frame> frames = IntStream.range(0, watch)
                    .mapToObj(i -> new Frame(film.get(i), Instant.ofEpochSecond(i), 0))
                    .toList();
            System.out.println(model);
            Alarm first = Alarm.learn(learnt, 1, FALSE_ALARMS_AN_HOUR, FRAMES_AN_HOUR);
            long start = System.nanoTime();
            Watched watched = model.watch(FrameSource.of(frames), first, frame -> {});
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "%.2f frames/s%n", watch / seconds);
            double[] scores = watched.last().stream()
                    .mapToDouble(frame -> frame.row().score())
                    .toArray();
            for (double weight : new double[] {1, 0.5, 0.3, 0.2}) {
                report(Alarm.learn(learnt, weight, FALSE_ALARMS_AN_HOUR, FRAMES_AN_HOUR), scores, flawed);
            }
        }
    }

    /** A defect counts as found by an event that begins while its plate is in sight, and two frames after. */
    private static void report(Alarm alarm, double[] scores, Map<Integer, Defect> flawed) {
        boolean[] near = new boolean[scores.length];
        for (int plate : flawed.keySet()) {
            for (int i = firstFrame(plate); i < Math.min(scores.length, lastFrame(plate) + 3); i++) {
                near[i] = true;
            }
        }
        boolean[] rings = new boolean[scores.length];
        double average = alarm.start();
        int falseAlarms = 0;
        int goodFrames = 0;
        for (int i = 0; i < scores.length; i++) {
            average = alarm.next(average, scores[i]);
            rings[i] = alarm.rings(average);
            falseAlarms += rings[i] && !near[i] && (i == 0 || !rings[i - 1]) ? 1 : 0;
            goodFrames += near[i] ? 0 : 1;
        }
        List<Integer> delays = new ArrayList<>();
        Map<Defect, Integer> found = new TreeMap<>();
        for (int plate : flawed.keySet()) {
            int first = firstFrame(plate);
            IntStream.range(first, Math.min(scores.length, lastFrame(plate) + 3))
                    .filter(i -> rings[i] && (i == 0 || !rings[i - 1]))
                    .findFirst()
                    .ifPresent(i -> {
                        delays.add(i - first);
                        found.merge(flawed.get(plate), 1, Integer::sum);
                    });
        }
        System.out.printf(
                Locale.ROOT,
                "%s%n  found %d of %d defects, %.1f frames after they come into sight; %d false alarms in %d good frames; found %s%n",
                alarm,
                delays.size(),
                flawed.size(),
                delays.stream().mapToInt(i -> i).average().orElse(Double.NaN),
                falseAlarms,
                goodFrames,
                found);
    }

    /** Frame i shows the pixels from i STEP on. */
    private static int firstFrame(int plate) {
        return Math.max(0, (plate * SIZE - SIZE) / STEP + 1);
    }

    private static int lastFrame(int plate) {
        return (plate * SIZE + SIZE - 1) / STEP;
    }

    private static List<Sample> samples(int n, long firstPlate, Map<Integer, Defect> flawed) {
        return IntStream.range(0, n)
                .mapToObj(i -> new Sample(firstPlate + "/" + i, Sample.GOOD, () -> frame(i * STEP, firstPlate, flawed)))
                .toList();
    }

    private static BufferedImage frame(int left, long firstPlate, Map<Integer, Defect> flawed) {
        BufferedImage frame = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = frame.createGraphics();
        g.setColor(Color.BLACK);
        g.fillRect(0, 0, SIZE, SIZE);
        for (int plate = left / SIZE; plate * SIZE < left + SIZE; plate++) {
            Sample sample = flawed.containsKey(plate)
                    ? PLATES.flawed("film", firstPlate + plate, flawed.get(plate))
                    : PLATES.good("film", firstPlate + plate);
            g.drawImage(sample.image(), plate * SIZE - left, 0, null);
        }
        g.dispose();
        return frame;
    }
}
