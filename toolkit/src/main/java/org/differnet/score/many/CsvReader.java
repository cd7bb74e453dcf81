package org.differnet.score.many;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.differnet.data.Folders;

/**
 * Reads a file of scores row by row, also as a spreadsheet saves it: with a byte order mark, a header in quotes, other ends of
 * lines, empty lines. A last row without the end of its line, which a killed writer left, is none.
 */
final class CsvReader implements Iterator<ScoredImage>, AutoCloseable {

    private static final int LONGEST_ROW = 1 << 20;
    private static final int MOST_SHOWN = 80;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int[] BYTE_ORDER_MARK_BYTES = {0xEF, 0xBB, 0xBF};
    private static final String OTHER = ". Give the name of a file that is not there";

    private final Path file;
    private final InputStream in;
    private byte[] torn = new byte[0];
    private long read;
    private long rowEnd;
    private long line = 1;
    private long rowLine = 1;
    private long nextLine;
    private long givenLine;
    private ScoredImage next;

    /** Where in a row the next byte stands. */
    private enum Place {
        BEGIN,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    /**
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it is no file of scores; the message names it
     */
    CsvReader(Path file) {
        this.file = file;
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw Folders.refused(file + " is no file but a folder, a pipe or a device; give the name of a file");
        }
        try {
            this.in = new BufferedInputStream(new FileInputStream(file.toFile()));
        } catch (IOException e) {
            throw unreadable(e);
        }
        try {
            byte[] header = header();
            // A writer that was killed at once may have left a part of the header.
            boolean begun = header == null && CsvRow.HEADER.startsWith(headerText(torn));
            if (!begun) {
                refuseOtherHeader(header == null ? torn : header, header != null);
            }
            rowEnd = header == null ? 0 : read;
            advance();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private byte[] header() {
        try {
            refuseWide();
            return row();
        } catch (Damaged e) {
            throw new IllegalArgumentException(file + " is no file of scores: " + e.getMessage() + OTHER, e);
        }
    }

    private void refuseWide() {
        try {
            in.mark(1);
            int first = in.read();
            in.reset();
            if (first >= 0xFE) {
                throw new IllegalArgumentException(
                        file + " is UTF-16. Save it as CSV in UTF-8 with \",\" between fields, or give another file");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String headerText(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private void refuseOtherHeader(byte[] bytes, boolean whole) {
        String found = headerText(bytes);
        String unquoted = found.replace("\"", "");
        if (whole && CsvRow.HEADER.equals(unquoted)) {
            return;
        }
        for (String separator : new String[] {";", "\t", "|"}) {
            if (CsvRow.HEADER.equals(unquoted.replace(separator, ","))) {
                throw new IllegalArgumentException(file + " has "
                        + (separator.equals("\t") ? "tabs" : "\"" + separator + "\"")
                        + " between its fields, as a spreadsheet saves it where numbers have a decimal comma. Save it"
                        + " with \",\" between fields and \".\" in numbers (in English), or give another file");
            }
        }
        throw new IllegalArgumentException(file + " is no file of scores: it begins with \"" + shown(found)
                + "\", not \"" + CsvRow.HEADER + "\"" + OTHER);
    }

    private static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
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
        givenLine = nextLine;
        advance();
        return found;
    }

    /** The line in which the row that was given last begins, from 1. */
    long line() {
        return givenLine;
    }

    /** The length in bytes of all whole rows, once there is no next one; 0 where there is not even a whole header. */
    long wholeRows() {
        return rowEnd;
    }

    private void advance() {
        next = null;
        try {
            while (next == null) {
                byte[] row = row();
                if (row == null) {
                    return;
                }
                String text = text(row);
                next = CsvRow.isEmpty(text) ? null : CsvRow.parse(text);
                nextLine = rowLine;
                rowEnd = read;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " is damaged in line " + rowLine + ": " + e.getMessage()
                            + ". Mend or delete the line, or give another file",
                    e);
        }
    }

    private static String text(byte[] row) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(row))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Damaged("it is not UTF-8; a spreadsheet saves that as \"CSV UTF-8\"", e);
        }
    }

    /** Up to the end of a line that is in no quotes; null if there is none. */
    private byte[] row() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Place place = Place.BEGIN;
        boolean zeros = false;
        rowLine = line;
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read++;
                line += b == '\n' ? 1 : 0;
                zeros |= b == 0;
                if (b == '\n' && place != Place.QUOTED) {
                    if (zeros) {
                        throw new Damaged("it has NUL bytes");
                    }
                    return withoutReturn(bytes.toByteArray());
                }
                // The byte order mark stands before the first field.
                place = read <= BYTE_ORDER_MARK_BYTES.length && b == BYTE_ORDER_MARK_BYTES[(int) read - 1]
                        ? place
                        : after(place, b);
                bytes.write(b);
                if (bytes.size() > LONGEST_ROW) {
                    throw new Damaged(
                            place == Place.QUOTED
                                    ? "a quote is not closed"
                                    : "it has more than " + LONGEST_ROW + " bytes");
                }
            }
            torn = bytes.toByteArray();
            if (place == Place.QUOTED) {
                refuseOpenQuote(new String(torn, StandardCharsets.UTF_8));
            }
            return null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static Place after(Place place, int b) {
        if (b == '"') {
            return switch (place) {
                case BEGIN, AFTER_QUOTE -> Place.QUOTED;
                case QUOTED -> Place.AFTER_QUOTE;
                case PLAIN -> throw new Damaged("a quote stands inside a field");
            };
        }
        if (place == Place.QUOTED) {
            return place;
        }
        if (b == ',') {
            return Place.BEGIN;
        }
        if (place == Place.AFTER_QUOTE && b != '\r') {
            throw new Damaged("a quote is not closed, or stands inside a field");
        }
        return place == Place.AFTER_QUOTE ? place : Place.PLAIN;
    }

    /** A killed writer tears one row; where others follow an open quote, or the end of a line does, somebody wrote it. */
    private static void refuseOpenQuote(String text) {
        boolean rows = text.lines().skip(1).anyMatch(CsvReader::isRow);
        if (rows || text.endsWith("\n")) {
            throw new Damaged("a quote is not closed");
        }
    }

    private static boolean isRow(String line) {
        try {
            CsvRow.parse(line);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] withoutReturn(byte[] row) {
        int length = row.length;
        return length > 0 && row[length - 1] == '\r' ? Arrays.copyOf(row, length - 1) : row;
    }

    /** What is wrong with a row. */
    private static final class Damaged extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }

        Damaged(String message, Throwable cause) {
            super(message, cause);
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
