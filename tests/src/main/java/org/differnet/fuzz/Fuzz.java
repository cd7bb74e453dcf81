package org.differnet.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.differnet.data.image.ImageTargets;
import org.differnet.fetch.archive.ArchiveFuzz;
import org.differnet.persist.ModelTarget;
import org.differnet.store.TensorTargets;
import org.differnet.work.Seeds;

/**
 * Feeds the readers of files with damaged and generated input: each is read, or refused with a message that names it, in
 * less than a second of processor time and with no more memory than its size allows.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@fuzz -Dcases=1000000}, and {@code -Dseed=N}, {@code -Dtarget=NAME} where
 * wanted; exits with 1 at the first case that fails, leaves its file in target/fuzz and says how it is repeated.
 */
public final class Fuzz {

    private static final String ARCHIVES = "archives";
    private static final long MOST_NANOS = 1_000_000_000L;
    private static final long HANGS_AFTER = 30_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Path folder;
    private long slowest;
    private long largest;
    private int read;
    private volatile String running = "";
    private volatile long since = System.nanoTime();

    /** @param folder for the file of the case in hand */
    public Fuzz(Path folder) {
        this.folder = folder;
    }

    /** Every reader of files from elsewhere; further ones are added here. */
    public static List<Target> targets() {
        return Stream.of(TensorTargets.all(), List.of(ModelTarget.get()), ImageTargets.all())
                .flatMap(List::stream)
                .toList();
    }

    public static void main(String[] arguments) throws IOException {
        int cases = Integer.getInteger("cases", 100_000);
        int first = Integer.getInteger("first", 0);
        long seed = Long.getLong("seed", System.nanoTime());
        String only = System.getProperty("target");
        Path folder = Files.createDirectories(Path.of("target", "fuzz").toAbsolutePath());
        System.out.println("seed " + seed);
        List<Target> targets = targets().stream()
                .filter(target -> only == null || target.name().equals(only))
                .toList();
        boolean archives = only == null || only.equals(ARCHIVES);
        int share = Math.max(1, cases / Math.max(1, targets.size() + (archives ? 1 : 0)));
        if (archives) {
            archives(share, seed + first, folder);
        }
        for (Target target : targets) {
            Fuzz fuzz = new Fuzz(folder);
            fuzz.watch();
            long start = System.nanoTime();
            try {
                for (int i = first; i < first + share; i++) {
                    fuzz.run(target, seed, i);
                }
            } catch (AssertionError e) {
                e.printStackTrace();
                System.exit(1);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %,9d cases in %4.0f s: %,d read, the others refused by name; slowest %.2f s, most memory %,d KB%n",
                    target,
                    share,
                    (System.nanoTime() - start) / 1e9,
                    fuzz.read,
                    fuzz.slowest / 1e9,
                    fuzz.largest / 1000);
        }
    }

    private static void archives(int cases, long seed, Path folder) throws IOException {
        long start = System.nanoTime();
        try {
            int unpacked = ArchiveFuzz.run(cases, seed, Files.createDirectories(folder.resolve(ARCHIVES)));
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %,9d cases in %4.0f s: %,d unpacked, the others refused%n",
                    ARCHIVES,
                    cases,
                    (System.nanoTime() - start) / 1e9,
                    unpacked);
        } catch (AssertionError e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    /** Ends the program with 1 when a case does not come back. */
    private void watch() {
        Thread watchdog = new Thread(() -> {
            while (System.nanoTime() - since < HANGS_AFTER) {
                try {
                    Thread.sleep(1000);
                } catch (InterruptedException e) {
                    return;
                }
            }
            if (!running.isEmpty()) {
                System.err.println(running + " hangs");
                Runtime.getRuntime().halt(1);
            }
        });
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /**
     * Runs one case, always the same for a seed and a number.
     *
     * @throws AssertionError if the reader does anything but read the file or refuse it; its file stays in the folder
     */
    public void run(Target target, long seed, int number) throws IOException {
        byte[] input = target.input(new Random(Seeds.mix(seed, number)));
        String name = target + ", -Dtarget=" + target + " -Dseed=" + seed + " -Dfirst=" + number + " -Dcases=1";
        run(target, input, name);
    }

    /** Reads a file of this content. */
    public void run(Target target, byte[] input, String name) throws IOException {
        Path file = folder.resolve("case-" + target);
        Files.write(file, input);
        running = name;
        since = System.nanoTime();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            target.reader().read(file);
            read++;
        } catch (UncheckedIOException e) {
            if (e.getMessage() == null || !e.getMessage().contains(file.toString())) {
                throw new AssertionError(name + " is refused without its name: " + e.getMessage(), e);
            }
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name, e);
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        slowest = Math.max(slowest, nanos);
        largest = Math.max(largest, bytes);
        if (nanos > MOST_NANOS) {
            throw new AssertionError(name + " took " + nanos / 1e9 + " s");
        }
        if (bytes > target.allowed().apply(input.length)) {
            throw new AssertionError(name + ": " + bytes + " bytes of memory for " + input.length + " of input");
        }
        Files.delete(file);
        running = "";
    }
}
