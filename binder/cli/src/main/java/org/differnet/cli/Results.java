package org.differnet.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/** The standard output, which knows why it could not be written to. */
final class Results extends PrintWriter {

    private final Remembering to;

    Results(OutputStream out) {
        this(new Remembering(out));
    }

    private Results(Remembering to) {
        super(new OutputStreamWriter(to, charset()), true);
        this.to = to;
    }

    private static Charset charset() {
        String known = System.getProperty("stdout.encoding", "");
        return known.isEmpty() ? Charset.defaultCharset() : Charset.forName(known);
    }

    /** That results were lost, and why. */
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final boolean unread;

        /** @param unread where whoever read the output has closed it, and wants no word of it */
        private Lost(String message, boolean unread) {
            super(message);
            this.unread = unread;
        }

        boolean unread() {
            return unread;
        }
    }

    /** What went wrong with the output, if anything has. */
    static Optional<Lost> lost(PrintWriter out) {
        if (!out.checkError()) {
            return Optional.empty();
        }
        String reason = out instanceof Results results ? String.valueOf(results.to.error) : "it is closed";
        return Optional.of(new Lost(
                "the results cannot be written to the standard output (" + reason
                        + "): make room there, or send them elsewhere",
                reason.toLowerCase(Locale.ROOT).contains("pipe")));
    }

    private static final class Remembering extends FilterOutputStream {

        private String error;

        Remembering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                error = e.getMessage();
                throw e;
            }
        }
    }
}
