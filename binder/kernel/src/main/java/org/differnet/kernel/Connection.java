package org.differnet.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
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
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * The sockets that Jupyter speaks through: those that requests come in on, and the heartbeat, are the project's own,
 * since the base kernel's end at the first frame that is no message.
 */
final class Connection extends JupyterConnection {

    private static final long FLUSH_MILLIS = 200;
    private static final int ARRIVAL_MILLIS = 100;
    private static final long MOST_BYTES_OF_A_HEARTBEAT = 1 << 20;

    @SuppressWarnings("unchecked")
    private static final MessageType<Object> EXECUTE_REPLY =
            (MessageType<Object>) (MessageType<?>) MessageType.EXECUTE_REPLY;

    private final KernelConnectionProperties properties;
    private final CountDownLatch shutdown = new CountDownLatch(1);
    private final ZMQ.Context context = ZMQ.context(1);
    private final RequestChannel requests;
    private final RequestChannel commands;

    Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        this.properties = properties;
        HMACGenerator signer = properties.createHMACGenerator();
        requests = new RequestChannel(context, signer, "shell", this);
        commands = new RequestChannel(context, signer, "control", this);
    }

    /** Binds the socket that all others publish on first: the base kernel binds it last, while requests come in. */
    @Override
    public void connect() {
        // Without a limit: beyond one, what is published while Jupyter is slow would be lost.
        iopub.setSndHWM(0);
        iopub.bind(properties);
        iopub.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
        stdin.bind(properties);
        commands.bind(properties);
        requests.bind(properties);
        Thread beating = new Thread(this::beat, "heartbeat");
        beating.setDaemon(true);
        beating.start();
    }

    private void beat() {
        ZMQ.Socket heart = context.socket(SocketType.REP);
        heart.setMaxMsgSize(MOST_BYTES_OF_A_HEARTBEAT);
        heart.bind(properties.getTransport() + "://" + properties.getIp() + ":" + properties.getHbPort());
        while (true) {
            List<byte[]> frames = new ArrayList<>();
            do {
                frames.add(heart.recv());
            } while (heart.hasReceiveMore());
            byte[] last = frames.remove(frames.size() - 1);
            frames.forEach(heart::sendMore);
            heart.send(last);
        }
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
        while (requests.hasQueued()) {
            requests.receive().ifPresent(queued::add);
        }
        return queued;
    }

    private <T> void answer(Message<T> message) {
        if (!message.getHeader().getType().equals(MessageType.EXECUTE_REQUEST)) {
            requests.answer(message);
            return;
        }
        ShellReplyEnvironment reply = prepareReplyEnv(requests, message);
        reply.setBusyDeferIdle();
        reply.reply(new Message<>(reply.getContext(), EXECUTE_REPLY, Map.of("status", "aborted")));
        reply.resolveDeferrals();
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
