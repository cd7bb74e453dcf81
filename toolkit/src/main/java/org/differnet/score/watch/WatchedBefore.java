package org.differnet.score.watch;

/** What was seen before something was thrown, on its way with it. */
final class WatchedBefore extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Watched watched;

    WatchedBefore(Watched watched) {
        super("seen until then: " + watched, null, false, false);
        this.watched = watched;
    }

    /** Null where it was sent to another process. */
    Watched watched() {
        return watched;
    }
}
