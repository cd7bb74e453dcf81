package org.differnet.fetch.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps other threads and processes from fetching the same thing meanwhile. It ends with its process at the latest. */
public final class Lock implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final FileChannel channel;

    private Lock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock of a target, in an empty hidden file beside it that stays.
     *
     * @param waiting run once if somebody else has it
     */
    public static Lock on(Path target, Runnable waiting) throws IOException {
        Files.createDirectories(target.getParent());
        Path file = target.resolveSibling("." + target.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            for (boolean told = false; !(held = tryLock(channel)); told = true) {
                if (!told) {
                    waiting.run();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            return new Lock(channel);
        } catch (InterruptedException e) {
            throw Interrupts.cancelled();
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
