package org.differnet.score.many;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.differnet.data.Folders;

/** Reads a file of scores row by row. A last row without the end of its line, which a killed writer left, is none. */
final class CsvReader implements Iterator<ScoredImage>, AutoCloseable {

    private static final int LONGEST_ROW = 1 << 20;
    private static final int MOST_SHOWN = 80;

    private final Path file;
    private final InputStream in;
    private String torn = "";
    private long read;
    private long rowEnd;
    private ScoredImage next;

    /**
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it is no file of scores; the message names it
     */
    CsvReader(Path file) {
        this.file = file;
        try {
            this.in = new BufferedInputStream(new FileInputStream(file.toFile()));
        } catch (IOException e) {
            throw unreadable(e);
        }
        try {
            String header = row();
            // A writer that was killed at once may have left a part of the header.
            boolean begun = header == null && CsvRow.HEADER.startsWith(torn);
            if (!begun && !CsvRow.HEADER.equals(header)) {
                String found = header == null ? torn : header;
                throw new IllegalArgumentException(file + " is no file of scores: it begins with \""
                        + found.substring(0, Math.min(MOST_SHOWN, found.length())) + "\", not \"" + CsvRow.HEADER
                        + "\". Give the name of a file that is not there");
            }
            rowEnd = header == null ? 0 : read;
            advance();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ScoredImage next() {
        if (next == null) {
            throw new NoSuchElementException("no more rows in " + file);
        }
        ScoredImage found = next;
        advance();
        return found;
    }

    /** The length in bytes of all whole rows, once there is no next one; 0 where there is not even a whole header. */
    long wholeRows() {
        return rowEnd;
    }

    private void advance() {
        String row = row();
        try {
            next = row == null ? null : CsvRow.parse(row);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " is damaged: " + e.getMessage() + ". Mend the row, or give another file", e);
        }
        if (row != null) {
            rowEnd = read;
        }
    }

    /** Up to the end of a line that is in no quotes; null if there is none. */
    private String row() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean inQuotes = false;
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read++;
                if (b == '\n' && !inQuotes) {
                    String row = bytes.toString(StandardCharsets.UTF_8);
                    return row.endsWith("\r") ? row.substring(0, row.length() - 1) : row;
                }
                inQuotes ^= b == '"';
                bytes.write(b);
                if (bytes.size() > LONGEST_ROW) {
                    throw new IllegalArgumentException(file + " is no file of scores: a row has more than "
                            + LONGEST_ROW + " bytes. Give the name of a file that is not there");
                }
            }
            torn = bytes.toString(StandardCharsets.UTF_8);
            return null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private UncheckedIOException unreadable(IOException e) {
        return Folders.refused(file + " cannot be read: " + e + "; check the path and who may read it");
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
