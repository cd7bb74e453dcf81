package org.differnet.fit;

import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** The progress of a training of cross-validation, told apart from that of the model itself. */
record FoldProgress(ProgressListener listener, int number) implements ProgressListener {

    @Override
    public void on(Progress progress) {
        listener.on(new Progress(
                named(progress.task()), progress.done(), progress.total(), progress.loss(), progress.elapsed()));
    }

    @Override
    public void end(String task) {
        listener.end(named(task));
    }

    private String named(String task) {
        return task + " for the threshold, " + number;
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
