package org.differnet.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import java.security.GeneralSecurityException;
import java.util.concurrent.CountDownLatch;

/** The base kernel's five sockets, opened and closed in an order that leaves no race. */
final class Connection extends JupyterConnection {

    private static final long FLUSH_MILLIS = 200;

    private final KernelConnectionProperties properties;
    private final CountDownLatch shutdown = new CountDownLatch(1);

    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        this.properties = properties;
    }

    /** Binds the socket that all others publish on first: the base kernel binds it last, while requests come in. */
    @Override
    public void connect() {
        iopub.bind(properties);
        iopub.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
        stdin.bind(properties);
        control.bind(properties);
        shell.bind(properties);
        heartbeat.bind(properties);
    }

    /** Only asks for the end: closing sockets here, while other threads read them, is what hangs at times. */
    @Override
    public void close() {
        shutdown.countDown();
    }

    /** Waits until Jupyter asks for the end or is gone itself, and until the last replies are sent. */
    void awaitShutdown() throws InterruptedException {
        ProcessHandle.current().parent().ifPresent(jupyter -> jupyter.onExit().thenRun(this::close));
        shutdown.await();
        Thread.sleep(FLUSH_MILLIS);
    }
}
