package org.differnet.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.zeromq.ZMQ;

/** The base kernel's five sockets, opened and closed in an order that leaves no race. */
final class Connection extends JupyterConnection {

    private static final long FLUSH_MILLIS = 200;
    private static final int ARRIVAL_MILLIS = 100;

    @SuppressWarnings("unchecked")
    private static final MessageType<Object> EXECUTE_REPLY =
            (MessageType<Object>) (MessageType<?>) MessageType.EXECUTE_REPLY;

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

    /**
     * Leaves cells unrun that were sent before the failure of an earlier one was known. A front end sends all cells of
     * "run all" at once and counts on this; the base kernel would run them.
     *
     * @param failed whether the cell that ran last failed
     */
    void abortQueuedCellsIf(BooleanSupplier failed) {
        ShellHandler<ExecuteRequest> run = getHandler(MessageType.EXECUTE_REQUEST);
        setHandler(MessageType.EXECUTE_REQUEST, (reply, cell) -> {
            run.handle(reply, cell);
            if (failed.getAsBoolean() && cell.getContent().shouldStopOnError()) {
                List<Message<?>> queued = takeQueued();
                reply.resolveDeferrals();
                queued.forEach(this::answer);
            }
        });
    }

    private List<Message<?>> takeQueued() {
        sleep(ARRIVAL_MILLIS);
        List<Message<?>> queued = new ArrayList<>();
        while ((shell.getEvents() & ZMQ.Poller.POLLIN) != 0) {
            queued.add(shell.readMessage());
        }
        return queued;
    }

    private <T> void answer(Message<T> message) {
        MessageType<T> type = message.getHeader().getType();
        ShellReplyEnvironment reply = prepareReplyEnv(shell, message);
        try {
            if (type.equals(MessageType.EXECUTE_REQUEST)) {
                reply.setBusyDeferIdle();
                reply.reply(new Message<>(reply.getContext(), EXECUTE_REPLY, Map.of("status", "aborted")));
            } else if (getHandler(type) != null) {
                getHandler(type).handle(reply, message);
            }
        } finally {
            reply.resolveDeferrals();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
