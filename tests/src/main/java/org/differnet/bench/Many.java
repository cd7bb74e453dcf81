package org.differnet.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.differnet.data.ImageTree;
import org.differnet.score.many.ScoredImages;
import org.differnet.work.ProgressListener;

/**
 * Scores many images of 128 x 128 pixels from a folder into a file, by a detector that only looks at one pixel: what a folder
 * costs beside the network. Arguments: how many images; a folder to make them in.
 */
public final class Many {

    private static final int DIFFERENT = 100;
    private static final int IN_A_FOLDER = 1000;
    private static final int SIDE = 128;

    private Many() {}

    /** Prints rate, memory and counts. */
    public static void main(String[] arguments) throws IOException {
        int n = Integer.parseInt(arguments[0]);
        Path work = Files.createTempDirectory(Path.of(arguments[1]), "many");
        try {
            Path images = work.resolve("images");
            draw(images, n);
            try (Brightness detector = new Brightness()) {
                long start = System.nanoTime();
                ScoredImages all =
                        detector.scoreAll(ImageTree.of(images), work.resolve("scores.csv"), ProgressListener.console());
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "%s%n%.0f images/s; heap of at most %d MB, peak %d MB%n",
                        all,
                        n / seconds,
                        Runtime.getRuntime().maxMemory() >> 20,
                        peak() >> 20);
            }
        } finally {
            delete(work);
        }
    }

    private static void draw(Path folder, int n) throws IOException {
        SplittableRandom random = new SplittableRandom(0);
        Path[] drawn = new Path[DIFFERENT];
        Files.createDirectories(folder);
        for (int i = 0; i < n; i++) {
            Path sub = folder.resolve(String.format(Locale.ROOT, "%05d", i / IN_A_FOLDER));
            Path file = sub.resolve(String.format(Locale.ROOT, "%08d.png", i));
            Files.createDirectories(sub);
            if (i < DIFFERENT) {
                BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
                for (int p = 0; p < SIDE * SIDE; p++) {
                    image.getRaster().setSample(p % SIDE, p / SIDE, 0, random.nextInt(90));
                }
                ImageIO.write(image, "png", file.toFile());
                drawn[i] = file;
            } else {
                Files.createLink(file, drawn[i % DIFFERENT]);
            }
        }
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
