package org.differnet.score.many;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.differnet.data.Folders;

/** A file of scores that grows row by row, and whose rows of an earlier call are met again. */
final class CsvLog implements RowLog {

    /** A spreadsheet shows and saves some ten digits. */
    private static final double ROUNDED = 1e-6;

    private final Path file;
    private final RandomAccessFile out;
    private final CsvReader earlier;
    private final long begin;
    private final Object key;
    private ScoredImages.Counts before = ScoredImages.Counts.NONE;
    private ScoredImage oldest;
    private long written;

    /** Rows that were read while another was looked for: none, as long as the images come in the order of the rows. */
    private final Map<String, ScoredImage> passed = new HashMap<>();

    /**
     * Opens a file or makes a new one.
     *
     * @param threshold what the scores of this call are compared with
     * @throws UncheckedIOException if it cannot be written to or another process writes to it
     * @throws IllegalArgumentException if it is there and no file of scores, or one with another threshold
     */
    CsvLog(Path file, double threshold) {
        this.file = file;
        this.begin = Files.exists(file) ? wholeRows(threshold) : 0;
        try {
            // Not a channel, which an interrupt closes.
            this.out = new RandomAccessFile(file.toFile(), "rw");
        } catch (IOException e) {
            throw unwritable(e);
        }
        CsvReader reader = null;
        try {
            lock();
            key = key();
            back();
            if (begin == 0) {
                write(CsvRow.HEADER);
            }
            reader = new CsvReader(file);
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            if (reader == null) {
                closeQuietly(out);
            }
        }
        this.earlier = reader;
    }

    private long wholeRows(double threshold) {
        try (CsvReader reader = new CsvReader(file)) {
            while (reader.hasNext()) {
                ScoredImage row = reader.next();
                if (!same(row.threshold(), threshold)) {
                    throw new IllegalArgumentException(file + " is of another model or threshold: in line "
                            + reader.line() + " " + row.file() + " was compared with " + text(row.threshold())
                            + ", this call compares with " + text(threshold)
                            + ". Give another file, or delete this one; where a spreadsheet rounded the numbers, save"
                            + " them with all their digits");
                }
                before = before.and(row);
                oldest = oldest == null && !row.failed() ? row : oldest;
            }
            return reader.wholeRows();
        }
    }

    private static boolean same(double known, double now) {
        return known == now || Double.isFinite(now) && Math.abs(known - now) <= ROUNDED * Math.abs(now);
    }

    private static String text(double threshold) {
        return Double.isFinite(threshold) ? "the threshold " + threshold : "no threshold";
    }

    @Override
    public ScoredImages.Counts before() {
        return before;
    }

    /** Held until the stream is closed. */
    private void lock() throws IOException {
        FileLock lock;
        try {
            lock = out.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw Folders.refused(file + " is being written by another call; wait for it, or give another file");
        }
    }

    @Override
    public Optional<ScoredImage> earlier(String name) {
        ScoredImage known = passed.remove(name);
        while (known == null && earlier.hasNext()) {
            ScoredImage row = earlier.next();
            if (row.file().equals(name)) {
                known = row;
            } else {
                passed.put(row.file(), row);
            }
        }
        return Optional.ofNullable(known);
    }

    @Override
    public boolean isOldest(ScoredImage row) {
        return row.equals(oldest);
    }

    @Override
    public void add(ScoredImage image) {
        try {
            refuseChanged();
            write(CsvRow.of(image));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void undo() {
        try {
            back();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void back() throws IOException {
        out.setLength(begin);
        out.seek(begin);
        written = begin;
    }

    private void write(String row) throws IOException {
        byte[] bytes = (row + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        written += bytes.length;
    }

    /** What tells the file from another of its name; null where the system has no such thing. */
    private Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Rows would go into a file that has no name any more, or behind a hole. */
    private void refuseChanged() throws IOException {
        boolean same;
        try {
            same = Objects.equals(key, key()) && out.length() == written;
        } catch (NoSuchFileException e) {
            same = false;
        }
        if (!same) {
            throw Folders.refused(
                    file + " was removed, replaced or changed by another program while rows were written to"
                            + " it; called again, scoring goes on after the last row that is there");
        }
    }

    private UncheckedIOException unwritable(IOException e) {
        return Folders.refused(
                file + " cannot be written (" + e
                        + "): choose a folder that exists, is writable and has room; called again, it goes on after the last row");
    }

    private static void closeQuietly(Closeable out) {
        try {
            out.close();
        } catch (IOException e) {
            // What was to be told is being thrown.
        }
    }

    @Override
    public void close() {
        earlier.close();
        try {
            out.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
