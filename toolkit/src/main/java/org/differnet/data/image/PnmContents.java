package org.differnet.data.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A PBM, PGM or PPM with a header of its three or two numbers alone: comments may be as long as anybody likes. */
final class PnmContents {

    private static final int MOST_DIGITS = 9;

    private final FileBytes file;
    private long at = 2;

    private PnmContents(FileBytes file) {
        this.file = file;
    }

    static Contents of(FileBytes file) throws IOException {
        return new PnmContents(file).read();
    }

    private Contents read() throws IOException {
        int kind = file.at(1) - '0';
        boolean bitmap = kind == 1 || kind == 4;
        StringBuilder header = new StringBuilder("P" + kind);
        for (int i = 0; i < (bitmap ? 2 : 3); i++) {
            int number = number();
            if (i == 2 && (number < 1 || number > 65535)) {
                throw new IOException("its largest value is said to be " + number + ", it must be 1 to 65535");
            }
            header.append(i == 0 ? '\n' : ' ').append(number);
        }
        byte[] start = header.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
        return new Contents(new Parts().add(start).add(at + 1, Math.max(0, file.length() - at - 1)), 1);
    }

    /** The next number; the place is that of the one space behind it then. */
    private int number() throws IOException {
        boolean comment = false;
        int value = file.at(at);
        while (value == '#' || value >= 0 && (comment || Character.isWhitespace(value))) {
            comment = value == '#' || comment && value != '\n';
            value = file.at(++at);
        }
        int number = 0;
        for (int digits = 0; value >= '0' && value <= '9'; digits++) {
            if (digits == MOST_DIGITS) {
                throw new IOException("a number of its header has more than " + MOST_DIGITS + " digits");
            }
            number = 10 * number + value - '0';
            value = file.at(++at);
        }
        if (value < 0 || !Character.isWhitespace(value)) {
            throw new IOException("its header does not name width, height and largest value");
        }
        return number;
    }
}
