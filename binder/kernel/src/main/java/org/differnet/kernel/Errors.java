package org.differnet.kernel;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Diag;

/** Errors as a user reads them. */
final class Errors {

    private static final int MOST_FRAMES = 30;

    private Errors() {}

    /** An error, its frames and its causes. */
    static String describe(Throwable error) {
        if (error instanceof CompilationException) {
            return error.getMessage();
        }
        Throwable shown = error instanceof CellError ? error.getCause() : error;
        StringBuilder text = new StringBuilder();
        for (Throwable e = shown; e != null; e = e.getCause()) {
            text.append(e == shown ? "" : "Caused by: ").append(e).append('\n');
            List<StackTraceElement> frames = Stream.of(e.getStackTrace())
                    .takeWhile(frame -> !isKernel(frame))
                    .toList();
            frames.stream().limit(MOST_FRAMES).forEach(frame -> text.append("    at ")
                    .append(frame(frame))
                    .append('\n'));
            if (frames.size() > MOST_FRAMES) {
                text.append("    and ").append(frames.size() - MOST_FRAMES).append(" more\n");
            }
        }
        return text.toString();
    }

    private static boolean isKernel(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("org.differnet.kernel.") || name.startsWith("io.github.spencerpark.jupyter.");
    }

    private static String frame(StackTraceElement frame) {
        if (frame.getClassName().startsWith("REPL.")) {
            return "a cell";
        }
        if (!frame.getClassName().startsWith("cell ")) {
            return frame.toString();
        }
        String place = frame.getClassName() + ", line " + frame.getLineNumber();
        return frame.getMethodName().isEmpty() ? place : frame.getMethodName() + " (" + place + ")";
    }

    /**
     * What the compiler says, under the line that it says it of.
     *
     * @param diagnostics the compiler's, positions counted from {@code at}
     * @param source the cell
     * @param at where the rejected snippet begins in it
     */
    static String compilation(List<Diag> diagnostics, String source, int at) {
        return diagnostics.stream()
                .filter(Diag::isError)
                .map(diagnostic -> compilation(diagnostic, source, at))
                .collect(Collectors.joining("\n"));
    }

    private static String compilation(Diag diagnostic, String source, int at) {
        int position = Math.min(at + Math.max(0, (int) diagnostic.getPosition()), source.length());
        int start = source.lastIndexOf('\n', position - 1) + 1;
        int end = source.indexOf('\n', position);
        String line = source.substring(start, end < 0 ? source.length() : end);
        // The compiler's place of a name, "location: class", is JShell's own wrapper.
        Stream<String> message =
                diagnostic.getMessage(null).lines().filter(text -> !text.strip().matches("location: class(\\s.*)?"));
        String indent = line.substring(0, position - start).replaceAll("[^\t]", " ");
        return "Line " + lineAt(source, position) + ": " + message.collect(Collectors.joining("\n")) + "\n    " + line
                + "\n    " + indent + "^";
    }

    /** The number of the line that a position stands on, from 1. */
    static int lineAt(String source, int position) {
        return 1
                + (int) source.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
