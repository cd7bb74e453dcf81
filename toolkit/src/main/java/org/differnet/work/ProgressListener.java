package org.differnet.work;

/** Hears how long work goes on. Called on the working thread, once a step: be quick. */
@FunctionalInterface
public interface ProgressListener {

    /** Hears no progress; warnings go to the standard error stream. */
    ProgressListener NONE = progress -> {};

    /** Called after each step, the last of them with {@link Progress#finished()}. */
    void on(Progress progress);

    /**
     * Called when a task is over, on its thread, also where it ended before its last step, as after the stop button; unheard
     * unless overridden.
     *
     * @param task as its progress names it
     */
    default void end(String task) {}

    /** Called with a line that is good to know once, such as what is computed on; unheard unless overridden. */
    default void say(String line) {}

    /** Called with a line that the user should read, such as what could not be learnt from few images. */
    default void warn(String message) {
        System.err.println(message);
    }

    /** Hears the progress of one task alone, and every line: of an experiment, say, and not of its single fits. */
    default ProgressListener only(String task) {
        return new ForwardingListener(this) {
            @Override
            public void on(Progress progress) {
                if (progress.task().equals(task)) {
                    super.on(progress);
                }
            }

            @Override
            public void end(String ended) {
                if (ended.equals(task)) {
                    super.end(ended);
                }
            }
        };
    }

    /** Prints one line a second, and one at the end of each task, to standard output. */
    static ProgressListener console() {
        return new ConsoleProgress(System.out);
    }

    /** The listener of work that was given none; {@link #NONE} until {@link #setDefault} is called. */
    static ProgressListener getDefault() {
        return DefaultListener.current;
    }

    /** Sets the listener of work that was given none, for the whole program. */
    static void setDefault(ProgressListener listener) {
        DefaultListener.current = listener;
    }
}
