package org.differnet.kernel;

/** An {@link Error} thrown by a cell, such as an OutOfMemoryError, as an exception. */
final class CellError extends Exception {

    private static final long serialVersionUID = 1;

    CellError(Error error) {
        super(error.toString(), error);
        setStackTrace(error.getStackTrace());
    }
}
