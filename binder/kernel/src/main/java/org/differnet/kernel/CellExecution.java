package org.differnet.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs JShell's snippets in this process, each on a thread of its own, and keeps the object that each returned.
 *
 * <p>An interrupt first sets the thread's interrupt flag. A thread that takes no note of it within half a second is
 * stopped by JShell's own means, as soon as it returns from native code: {@code Thread.stop} before Java 20, checks woven
 * into the cell's loops since Java 21. The toolkit's code, which heeds the flag between two steps, and code that has
 * caught the interrupt have half a minute; a second interrupt grants none. What answers to nothing is left behind after
 * ten seconds; only a restart of the kernel ends it.
 */
class CellExecution extends LocalExecutionControl {

    private static final long POLL_MILLIS = 100;
    private static final int POLLS_UNTIL_STOP = 5;
    private static final int POLLS_OF_WHAT_HEEDS = 300;
    private static final int MOST_STOPS = 20;
    private static final long LAST_WORDS_MILLIS = 200;

    private static final AtomicReference<Run> NEXT = new AtomicReference<>();
    private static final Method RUN_NEXT = runNextMethod();

    private final List<ThreadGroup> started = new ArrayList<>();
    private final List<ThreadGroup> earlier = new ArrayList<>();

    private volatile Run current;
    private volatile boolean interrupted;
    private volatile boolean insistent;
    private volatile boolean stopped;
    private volatile boolean leftBehind;

    /** Forgets the interrupt of an earlier cell. */
    void begin() {
        interrupted = false;
        insistent = false;
        stopped = false;
        leftBehind = false;
        current = null;
    }

    boolean interrupted() {
        return interrupted;
    }

    /** Whether a snippet of this cell was ended from outside, without an exception of its own. */
    boolean stopped() {
        return stopped;
    }

    /** Whether a snippet of this cell could not be ended and runs on. */
    boolean leftBehind() {
        return leftBehind;
    }

    /** What the last snippet returned, null for a void one. */
    Object value() {
        return current == null ? null : current.value;
    }

    /** What the last snippet threw, null if nothing. */
    Throwable failure() {
        return current == null ? null : current.failure;
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        Run run = new Run(snippet);
        current = run;
        if (interrupted) {
            run.done.complete(null);
            stopped = true;
            throw new StoppedException();
        }
        NEXT.set(run);
        // JShell's invoke also waits for threads that the snippet has started, a pool's for ever; nobody waits for it.
        Thread starting = new Thread(() -> start(run), "cell");
        starting.setDaemon(true);
        starting.start();
        try {
            run.done.get();
        } catch (CancellationException e) {
            stopped = true;
            leftBehind = true;
            throw new StoppedException();
        }
        started.add(run.group);
        if (run.failure == null) {
            return "";
        }
        stopped = run.failure.getClass().getName().equals("java.lang.ThreadDeath");
        throw stopped ? new StoppedException() : new InvocationTargetException(run.failure);
    }

    private void start(Run run) {
        try {
            super.invoke(RUN_NEXT);
        } catch (Throwable e) {
            run.done.completeExceptionally(e);
        }
    }

    /** Called by reflection: JShell's own invoke would turn the value into text. */
    public static void runNext() {
        Run run = NEXT.getAndSet(null);
        // JShell's own handler, set just before, keeps silent.
        Thread.setDefaultUncaughtExceptionHandler(CellExecution::report);
        new Thread(new CellThreads(), () -> run(run), "cell").start();
    }

    private static void run(Run run) {
        run.group = Thread.currentThread().getThreadGroup();
        run.thread = Thread.currentThread();
        run.thread.setContextClassLoader(run.snippet.getDeclaringClass().getClassLoader());
        try {
            run.value = run.snippet.invoke(null);
        } catch (InvocationTargetException e) {
            run.failure = e.getCause();
        } catch (IllegalAccessException e) {
            run.failure = e;
        } finally {
            run.done.complete(null);
        }
    }

    /** A snippet's thread and those that it starts, within JShell's group, which keeps silent about what they throw. */
    private static final class CellThreads extends ThreadGroup {

        CellThreads() {
            super("cell");
        }

        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {
            report(thread, thrown);
        }
    }

    private static void report(Thread thread, Throwable thrown) {
        if (!thrown.getClass().getName().equals("java.lang.ThreadDeath")) {
            System.err.print("Exception in thread \"" + thread.getName() + "\" " + Errors.describe(thrown));
        }
    }

    /**
     * Waits a moment for threads that the cell has started or set to work: one may be about to fail, and not every front
     * end shows what is said after the cell.
     */
    void awaitLastWords() {
        long end = System.nanoTime() + LAST_WORDS_MILLIS * 1_000_000;
        try {
            while (isBusy() && System.nanoTime() < end) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        earlier.addAll(started);
        started.clear();
        earlier.removeIf(group -> group.activeCount() == 0);
    }

    private boolean isBusy() {
        return started.stream().anyMatch(group -> anyThread(group, state -> state != Thread.State.WAITING))
                || earlier.stream().anyMatch(group -> anyThread(group, state -> state == Thread.State.RUNNABLE));
    }

    private static boolean anyThread(ThreadGroup group, Predicate<Thread.State> predicate) {
        Thread[] threads = new Thread[group.activeCount()];
        int found = group.enumerate(threads);
        return Stream.of(threads).limit(found).map(Thread::getState).anyMatch(predicate);
    }

    /** Ends the snippet that runs; a second call during the same cell does so at once. */
    void interrupt() {
        insistent = interrupted;
        interrupted = true;
        Run run = current;
        if (run == null || run.done.isDone()) {
            return;
        }
        Thread insisting = new Thread(() -> insist(run), "interrupt");
        insisting.setDaemon(true);
        insisting.start();
    }

    private void insist(Run run) {
        try {
            while (run.thread == null && !run.done.isDone()) {
                Thread.sleep(1);
            }
            if (run.done.isDone()) {
                return;
            }
            run.thread.interrupt();
            int stops = 0;
            for (int poll = 1; poll <= POLLS_OF_WHAT_HEEDS && stops < MOST_STOPS; poll++) {
                if (run.endsWithin(POLL_MILLIS)) {
                    return;
                }
                if (poll % POLLS_UNTIL_STOP == 0 && (insistent || !run.heeds())) {
                    stop();
                    stops++;
                }
            }
            stop();
            if (!run.endsWithin(POLLS_UNTIL_STOP * POLL_MILLIS)) {
                run.done.cancel(false);
            }
        } catch (InterruptedException | EngineTerminationException | InternalException e) {
            run.done.cancel(false);
        }
    }

    private static Method runNextMethod() {
        try {
            Method method = CellExecution.class.getMethod("runNext");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
