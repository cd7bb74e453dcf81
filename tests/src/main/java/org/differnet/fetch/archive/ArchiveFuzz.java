package org.differnet.fetch.archive;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks generated archives with evil names, links and damage. Each case must end soon, in files within its folder or
 * in a clear error, having taken little memory.
 */
public final class ArchiveFuzz {

    private static final Limits LIMITS = new Limits(50, 1 << 18, 1 << 20, 100);

    /** Buffers of the readers, many times over; those of xz are asked for by its header. */
    private static final long MOST_ALLOCATED = 48L << 20;

    private static final long MOST_ALLOCATED_BY_XZ = 320L << 20;
    private static final int FORMS = 3;

    /** Writing an archive takes longer than reading it, so that each is damaged in several ways. */
    private static final int VARIANTS = 8;

    private static final Duration MOST_TIME = Duration.ofSeconds(1);

    private static final List<String> NAMES = List.of(
            "a.png",
            "train/good/000.png",
            "../out.png",
            "train/../../out.png",
            "/tmp/out.png",
            "//out.png",
            "C:/out.png",
            "..\\out.png",
            "train\\..\\..\\out.png",
            "train/./a.png",
            "train//a.png",
            "A.PNG",
            "a.png/b.png",
            "con",
            "nul.txt",
            "a\u0000.png",
            "a\nb.png",
            "trailing. ",
            "\u202egnp.exe",
            ".hidden",
            "...",
            "x".repeat(300),
            "deep/".repeat(300) + "a.png");
    private static final byte[] TYPES = {
        TarConstants.LF_NORMAL,
        TarConstants.LF_NORMAL,
        TarConstants.LF_NORMAL,
        TarConstants.LF_DIR,
        TarConstants.LF_SYMLINK,
        TarConstants.LF_LINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO,
        TarConstants.LF_CONTIG,
        TarConstants.LF_GNUTYPE_SPARSE,
        TarConstants.LF_GNUTYPE_LONGNAME,
        TarConstants.LF_PAX_EXTENDED_HEADER_LC,
        TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER
    };
    private static final List<String> TARGETS = List.of("/etc/passwd", "../..", "a.png", "train");

    private ArchiveFuzz() {}

    /**
     * Runs some cases.
     *
     * @param cases at least 1; each takes a few milliseconds
     * @param seed of the first case; each eighth draws a new archive, the others damage it
     * @param folder an empty one; a folder in memory is several times faster
     * @return how many of them could be unpacked
     * @throws AssertionError naming the seed of the case that broke a promise
     */
    public static int run(int cases, long seed, Path folder) throws IOException {
        int unpacked = 0;
        for (long each = seed; each < seed + cases; each += VARIANTS) {
            Random random = new Random(each);
            int form = random.nextInt(FORMS);
            byte[] archive = archive(random, form);
            unpacked += run(each, form, archive, folder) ? 1 : 0;
            for (long variant = each + 1; variant < Math.min(each + VARIANTS, seed + cases); variant++) {
                unpacked += run(variant, form, damaged(archive, new Random(variant)), folder) ? 1 : 0;
            }
        }
        return unpacked;
    }

    private static boolean run(long seed, int form, byte[] archive, Path folder) throws IOException {
        Path inside = folder.resolve("case/inside");
        Files.createDirectories(inside);
        Path file = folder.resolve("archive.zip");
        if (form == 0) {
            Files.write(file, archive);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        // Of the processor, so that a busy machine is not taken for a slow reader.
        long began = threads.getCurrentThreadCpuTime();
        boolean good = false;
        try (Entries entries = open(form, file, archive)) {
            Unpack.into(inside, entries, archive.length, LIMITS, Optional::of, bytes -> {});
            good = true;
        } catch (IOException e) {
            require(e.getMessage() != null && !e.getMessage().isBlank(), seed, "an error without a message: " + e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("case " + seed + " ends with " + e, e);
        }
        long took = threads.getCurrentThreadCpuTime() - began;
        require(took < MOST_TIME.toNanos(), seed, "takes " + took / 1_000_000 + " ms");
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        require(
                allocated < (form == 2 ? MOST_ALLOCATED_BY_XZ : MOST_ALLOCATED),
                seed,
                "allocates " + allocated + " bytes");
        try (Stream<Path> around = Files.list(inside.getParent())) {
            require(around.toList().equals(List.of(inside)), seed, "leaves its folder");
        }
        clear(inside, seed);
        return good;
    }

    private static Entries open(int form, Path file, byte[] archive) throws IOException {
        return switch (form) {
            case 0 -> new ZipEntries(file);
            case 1 -> TarEntries.tar(new ByteArrayInputStream(archive), archive.length, LIMITS);
            default -> TarEntries.tarXz(new ByteArrayInputStream(archive), archive.length, LIMITS);
        };
    }

    private static byte[] archive(Random random, int form) {
        Archives archives = new Archives();
        int parts = random.nextInt(6);
        boolean tame = random.nextBoolean();
        for (int i = 0; i < parts; i++) {
            String name = tame ? "train/good/" + i + ".png" : NAMES.get(random.nextInt(NAMES.size()));
            byte type = tame ? TarConstants.LF_NORMAL : TYPES[random.nextInt(TYPES.length)];
            if (type == TarConstants.LF_NORMAL) {
                archives.file(name, content(random));
            } else if (form > 0 || type == TarConstants.LF_SYMLINK) {
                archives.special(name, type, TARGETS.get(random.nextInt(TARGETS.size())));
            } else {
                archives.folder(name + "/");
            }
        }
        return switch (form) {
            case 0 -> archives.zip();
            case 1 -> archives.tar();
            default -> archives.tarXz();
        };
    }

    /** Noise, or zeros that shrink a thousandfold. */
    private static byte[] content(Random random) {
        byte[] content = new byte[random.nextInt(25) == 0 ? random.nextInt(300_000) : random.nextInt(2000)];
        if (random.nextBoolean()) {
            random.nextBytes(content);
        }
        return content;
    }

    private static byte[] damaged(byte[] archive, Random random) {
        byte[] bytes = archive.clone();
        for (int i = 1 + random.nextInt(8); i > 0 && bytes.length > 0; i--) {
            int at = random.nextBoolean() ? random.nextInt(bytes.length) : near(bytes.length, random);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), (byte) -1);
                default -> {
                    int length = Math.min(bytes.length - at, 1 + random.nextInt(600));
                    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
                }
            }
        }
        return bytes;
    }

    /** A place in the first header or in the table at the end, where damage matters most. */
    private static int near(int length, Random random) {
        int distance = random.nextInt(Math.min(length, 600));
        return random.nextBoolean() ? distance : length - 1 - distance;
    }

    private static void clear(Path inside, long seed) throws IOException {
        List<Path> links = new ArrayList<>();
        Files.walkFileTree(inside, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile()) {
                    links.add(file);
                }
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                if (!visited.equals(inside)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        require(links.isEmpty(), seed, "makes something else than files: " + links);
    }

    private static void require(boolean kept, long seed, String breach) {
        if (!kept) {
            throw new AssertionError("case " + seed + " " + breach);
        }
    }
}
