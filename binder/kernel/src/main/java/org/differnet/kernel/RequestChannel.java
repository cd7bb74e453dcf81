package org.differnet.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.adapters.HeaderAdapter;
import io.github.spencerpark.jupyter.messages.adapters.HistoryRequestAdapter;
import io.github.spencerpark.jupyter.messages.adapters.KernelTimestampAdapter;
import io.github.spencerpark.jupyter.messages.adapters.MessageTypeAdapter;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeromq.ZMQ;

/**
 * A socket that requests come in on. What is no message of Jupyter's, or is not signed with the connection's key, is
 * dropped with a line on the kernel's own standard error; the next message is answered.
 */
final class RequestChannel extends ShellChannel {

    /** Above any cell; a peer that announces more would fill the heap. */
    private static final long MOST_BYTES = 64L << 20;

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int PARTS = 5;
    private static final PrintStream LOG = System.err;

    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(KernelTimestamp.class, KernelTimestampAdapter.INSTANCE)
            .registerTypeAdapter(Header.class, HeaderAdapter.INSTANCE)
            .registerTypeAdapter(MessageType.class, MessageTypeAdapter.INSTANCE)
            .registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE)
            .create();

    private final String name;
    private final HMACGenerator signer;
    private final Connection connection;

    RequestChannel(ZMQ.Context context, HMACGenerator signer, String name, Connection connection) {
        super(context, signer, name.equals("control"), connection);
        this.name = name;
        this.signer = signer;
        this.connection = connection;
    }

    @Override
    public void bind(KernelConnectionProperties properties) {
        setMaxMsgSize(MOST_BYTES);
        int port = name.equals("control") ? properties.getControlPort() : properties.getShellPort();
        bind(formatAddress(properties.getTransport(), properties.getIp(), port));
        Thread listening = new Thread(this::listen, name);
        listening.setDaemon(true);
        listening.start();
    }

    private void listen() {
        while (true) {
            receive().ifPresent(this::answer);
        }
    }

    /** Has a message handled, or drops it. */
    <T> void answer(Message<T> message) {
        ShellHandler<T> handler = connection.getHandler(message.getHeader().getType());
        if (handler == null) {
            return;
        }
        ShellReplyEnvironment reply = connection.prepareReplyEnv(this, message);
        try {
            handler.handle(reply, message);
        } catch (RuntimeException | Error e) {
            drop(e);
        } finally {
            reply.resolveDeferrals();
        }
        if (reply.isMarkedForShutdown()) {
            connection.close();
        }
    }

    /** The next message, waited for; empty if what came was dropped. */
    Optional<Message<?>> receive() {
        List<byte[]> frames = new ArrayList<>();
        do {
            frames.add(recv());
        } while (hasReceiveMore());
        try {
            return Optional.of(parse(frames));
        } catch (RuntimeException | StackOverflowError e) {
            drop(e);
            return Optional.empty();
        }
    }

    /** Whether a message has come that nobody has received. */
    boolean hasQueued() {
        return (getEvents() & ZMQ.Poller.POLLIN) != 0;
    }

    private Message<?> parse(List<byte[]> frames) {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(DELIMITER, frames.get(delimiter))) {
            delimiter++;
        }
        int first = delimiter + 1;
        if (frames.size() < first + PARTS) {
            throw new IllegalArgumentException(
                    frames.size() + " frames without the identities, delimiter and " + PARTS + " parts of a message");
        }
        byte[] header = frames.get(first + 1);
        byte[] parent = frames.get(first + 2);
        byte[] metadata = frames.get(first + 3);
        byte[] content = frames.get(first + 4);
        String signature = signer.calculateSignature(header, parent, metadata, content);
        if (!signature.isEmpty()
                && !MessageDigest.isEqual(signature.getBytes(StandardCharsets.US_ASCII), frames.get(first))) {
            throw new SecurityException("wrong signature");
        }
        Header<?> parsed = GSON.fromJson(text(header), Header.class);
        JsonElement parentObject = GSON.fromJson(text(parent), JsonElement.class);
        Header<?> parsedParent = parentObject instanceof JsonObject known && known.size() > 0
                ? GSON.fromJson(known, Header.class)
                : null;
        return message(
                frames.subList(0, delimiter),
                parsed,
                parsedParent,
                GSON.fromJson(text(metadata), JsonObject.class).asMap(),
                text(content),
                frames.subList(first + PARTS, frames.size()));
    }

    private static <T> Message<T> message(
            List<byte[]> identities,
            Header<T> header,
            Header<?> parent,
            Map<String, ?> metadata,
            String content,
            List<byte[]> blobs) {
        T parsed = GSON.fromJson(content, header.getType().getContentType());
        if (parsed == null) {
            throw new IllegalArgumentException("a message without content");
        }
        return new Message<>(identities, header, parent, Map.copyOf(metadata), parsed, blobs);
    }

    /** The base kernel leaves the status out of half of its replies. */
    @Override
    public synchronized void sendMessage(Message<?> message) {
        if (GSON.toJsonTree(message.getContent()) instanceof JsonObject content && !content.has("status")) {
            content.addProperty("status", "ok");
            super.sendMessage(new Message<>(
                    message.getIdentities(),
                    withContent(message.getHeader()),
                    message.getParentHeader(),
                    message.getMetadata(),
                    content,
                    message.getBlobs()));
        } else {
            super.sendMessage(message);
        }
    }

    @SuppressWarnings("unchecked")
    private static Header<JsonObject> withContent(Header<?> header) {
        return (Header<JsonObject>) header;
    }

    private static String text(byte[] part) {
        return new String(part, StandardCharsets.UTF_8);
    }

    private void drop(Throwable why) {
        LOG.println("Dropped what came on " + name + ": " + why);
    }
}
