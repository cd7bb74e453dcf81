package org.differnet.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;

/** The kernel and what a notebook's front end does, in one process: cells go in, nbformat's outputs come out. */
final class FrontEnd {

    private static final Gson GSON = new Gson();
    private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;
    private static final int LONGEST_LINE = 120;

    private final PrintStream console;
    private final JavaKernel kernel = new JavaKernel();
    private final ShellHandler<ExecuteRequest> handler;
    private final Map<String, JsonObject> displays = new HashMap<>();
    private volatile boolean stopped;

    /** @param console where a line of what long cells show appears now and then */
    FrontEnd(PrintStream console) throws GeneralSecurityException {
        this.console = console;
        // A connection without addresses: nothing is bound.
        Connection connection =
                new Connection(new KernelConnectionProperties("", 0, 0, 0, 0, 0, "tcp", "hmac-sha256", ""));
        kernel.becomeHandlerForConnection(connection);
        handler = connection.getHandler(MessageType.EXECUTE_REQUEST);
    }

    /**
     * Runs a cell.
     *
     * @param outputs what it shows is added here as it comes
     * @return whether it ran without an error
     */
    boolean run(String code, JsonArray outputs) {
        if (stopped) {
            return false;
        }
        Message<ExecuteRequest> request = new Message<>(
                null, MessageType.EXECUTE_REQUEST, new ExecuteRequest(code, false, true, Map.of(), false, true));
        Recorder recorder = new Recorder(request, outputs);
        handler.handle(recorder, request);
        recorder.resolveDeferrals();
        return !recorder.failed && !stopped;
    }

    /** Interrupts the cell that runs; no further one runs. */
    void stop() {
        stopped = true;
        kernel.interrupt();
    }

    /** Stands where the sockets are: keeps what the kernel publishes. */
    private final class Recorder extends ShellReplyEnvironment {

        private final JsonArray outputs;
        private long said = System.nanoTime();
        private boolean failed;

        Recorder(MessageContext request, JsonArray outputs) {
            super(null, null, null, request);
            this.outputs = outputs;
        }

        @Override
        public ShellReplyEnvironment defer() {
            return this;
        }

        @Override
        public void reply(Message<?> message) {
            // The outputs say whether the cell failed.
        }

        @Override
        public synchronized void publish(Message<?> message) {
            JsonObject content = GSON.toJsonTree(message.getContent()).getAsJsonObject();
            switch (message.getHeader().getType().getName()) {
                case "stream" -> addStream(content);
                case "display_data", "execute_result" ->
                    addData(message.getHeader().getType().getName(), content);
                case "update_display_data" -> update(content);
                case "error" -> {
                    failed = true;
                    outputs.add(output("error", content));
                    content.getAsJsonArray("traceback")
                            .forEach(line -> console.println(PlainPage.plain(line.getAsString())));
                }
                default -> {}
            }
        }

        private void addStream(JsonObject content) {
            tell(content.get("text"));
            JsonObject last =
                    outputs.isEmpty() ? null : outputs.get(outputs.size() - 1).getAsJsonObject();
            if (last != null && content.get("name").equals(last.get("name"))) {
                last.addProperty(
                        "text",
                        last.get("text").getAsString() + content.get("text").getAsString());
            } else {
                outputs.add(output("stream", content));
            }
        }

        private void addData(String type, JsonObject content) {
            JsonElement id = id(content);
            JsonObject output = output(type, content);
            outputs.add(output);
            if (id != null) {
                displays.put(id.getAsString(), output);
            }
        }

        private void update(JsonObject content) {
            JsonElement id = id(content);
            JsonObject shown = id == null ? null : displays.get(id.getAsString());
            if (shown != null) {
                shown.add("data", content.get("data"));
                tell(content.getAsJsonObject("data").get("text/plain"));
            }
        }

        private JsonElement id(JsonObject content) {
            JsonElement known = content.remove("transient");
            return known == null ? null : known.getAsJsonObject().get("display_id");
        }

        private JsonObject output(String type, JsonObject content) {
            content.addProperty("output_type", type);
            return content;
        }

        private void tell(JsonElement text) {
            long now = System.nanoTime();
            if (text == null || text.getAsString().isBlank() || now - said < NANOS_BETWEEN_LINES) {
                return;
            }
            said = now;
            String[] lines = text.getAsString().strip().split("\\R");
            String last = lines[lines.length - 1];
            console.println("      " + last.substring(0, Math.min(LONGEST_LINE, last.length())));
        }
    }
}
