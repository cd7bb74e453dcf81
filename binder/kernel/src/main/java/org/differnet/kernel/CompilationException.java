package org.differnet.kernel;

/** A cell that does not compile; the message shows the line and where in it. */
final class CompilationException extends Exception {

    private static final long serialVersionUID = 1;

    CompilationException(String message) {
        super(message, null, false, false);
    }
}
