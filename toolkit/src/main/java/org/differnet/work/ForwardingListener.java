package org.differnet.work;

import java.util.Objects;

/** Passes on all that it hears; what a subclass changes is its own. */
public class ForwardingListener implements ProgressListener {

    private final ProgressListener listener;

    /** @param listener hears what is passed on */
    protected ForwardingListener(ProgressListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    @Override
    public void on(Progress progress) {
        listener.on(progress);
    }

    @Override
    public void end(String task) {
        listener.end(task);
    }

    @Override
    public void say(String line) {
        listener.say(line);
    }

    @Override
    public void warn(String message) {
        listener.warn(message);
    }
}
