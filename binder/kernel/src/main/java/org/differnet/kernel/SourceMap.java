package org.differnet.kernel;

import java.util.HashMap;
import java.util.Map;

/** Which line of which cell a snippet of JShell came from, so that stack traces name cells. */
final class SourceMap {

    private record Origin(int cell, int line) {}

    private final Map<String, Origin> origins = new HashMap<>();
    private int cell;

    void nextCell() {
        cell++;
    }

    /** Notes that a snippet stands at a position of the current cell's source. */
    void put(String snippetId, String source, int at) {
        origins.put(snippetId, new Origin(cell, Errors.lineAt(source, at)));
    }

    /**
     * Gives what a cell threw a stack trace without the kernel's frames, its causes too.
     *
     * @param thrown as the cell threw it
     * @param seen the same, as JShell reports it: cut at the cell, with frames in files named {@code #snippet}
     */
    void translate(Throwable thrown, Throwable seen) {
        Throwable original = thrown;
        for (Throwable known = seen; known != null && original != null; known = known.getCause()) {
            StackTraceElement[] frames = known.getStackTrace().clone();
            for (int i = 0; i < frames.length; i++) {
                frames[i] = inCell(frames[i]);
            }
            original.setStackTrace(frames);
            original = original.getCause();
        }
    }

    private StackTraceElement inCell(StackTraceElement frame) {
        String file = frame.getFileName();
        Origin origin = file != null && file.startsWith("#") ? origins.get(file.substring(1)) : null;
        if (origin == null) {
            return frame;
        }
        int line = origin.line + frame.getLineNumber() - 1;
        return new StackTraceElement("cell " + origin.cell, frame.getMethodName(), "line", line);
    }
}
