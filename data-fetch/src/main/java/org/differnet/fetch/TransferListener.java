package org.differnet.fetch;

/** Hears how far a download has come. Called on the working thread, often: be quick. */
@FunctionalInterface
public interface TransferListener {

    /** Hears nothing. */
    TransferListener NONE = (done, total) -> {};

    /** Called after each piece that came in; {@code done} and {@code total} are in bytes. */
    void on(long done, long total);
}
