package org.differnet.kernel;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One snippet's way through its thread. */
final class Run {

    final Method snippet;
    final CompletableFuture<Void> done = new CompletableFuture<>();
    volatile Thread thread;
    volatile ThreadGroup group;
    volatile Object value;
    volatile Throwable failure;

    Run(Method snippet) {
        this.snippet = snippet;
    }

    /** Waits for the end at most this long; whether it has come. */
    boolean endsWithin(long millis) throws InterruptedException {
        try {
            done.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            return true;
        }
    }

    /** Whether the thread may be about to end by itself: it has taken note of the interrupt, or is in code that will. */
    boolean heeds() {
        if (!thread.isInterrupted()) {
            return true;
        }
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().startsWith("org.differnet.")) {
                return !frame.getClassName().startsWith("org.differnet.kernel.");
            }
        }
        return false;
    }
}
