package org.differnet.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jshell.execution.LocalExecutionControl;

/**
 * Runs JShell's snippets in this process, each on a thread of its own, and keeps the object that each returned.
 *
 * <p>An interrupt first sets the thread's interrupt flag. A thread found in the code of a cell itself half a second
 * later is stopped by JShell's own means: {@code Thread.stop} before Java 20, checks woven into the cell's loops since
 * Java 21. Library code that answers to neither is left behind after ten seconds; only a restart of the kernel ends it.
 */
final class CellExecution extends LocalExecutionControl {

    private static final long POLL_MILLIS = 500;
    private static final int POLLS = 20;

    private static final AtomicReference<Run> NEXT = new AtomicReference<>();
    private static final Method RUN_NEXT = runNextMethod();

    private volatile Run current;
    private volatile boolean interrupted;
    private volatile boolean stopped;
    private volatile boolean leftBehind;

    /** One snippet's way through its thread. */
    private static final class Run {
        final Method snippet;
        final CompletableFuture<Void> done = new CompletableFuture<>();
        volatile Thread thread;
        volatile Object value;
        volatile Throwable failure;

        Run(Method snippet) {
            this.snippet = snippet;
        }
    }

    /** Forgets the interrupt of an earlier cell. */
    void begin() {
        interrupted = false;
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
        NEXT.set(run);
        current = run;
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
    public static void runNext() throws IllegalAccessException {
        Run run = NEXT.getAndSet(null);
        run.thread = Thread.currentThread();
        run.thread.setContextClassLoader(run.snippet.getDeclaringClass().getClassLoader());
        try {
            run.value = run.snippet.invoke(null);
        } catch (InvocationTargetException e) {
            run.failure = e.getCause();
        } finally {
            run.done.complete(null);
        }
    }

    void interrupt() {
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
            for (int i = 1; i <= POLLS; i++) {
                if (endsWithinPoll(run)) {
                    return;
                }
                if (i == POLLS || isInCell(run.thread)) {
                    stop();
                }
            }
            if (!endsWithinPoll(run)) {
                run.done.cancel(false);
            }
        } catch (InterruptedException | EngineTerminationException | InternalException e) {
            run.done.cancel(false);
        }
    }

    private static boolean endsWithinPoll(Run run) throws InterruptedException {
        try {
            run.done.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            return true;
        }
    }

    private static boolean isInCell(Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        return frames.length > 0 && frames[0].getClassName().startsWith("REPL.");
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
