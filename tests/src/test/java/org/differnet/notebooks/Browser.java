package org.differnet.notebooks;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Chromium without a window, led by its DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final String LISTENING = "DevTools listening on ";
    private static final long PATIENCE = 60;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonObject> answers;
    private int last;

    private Browser(Process process, WebSocket socket, BlockingQueue<JsonObject> answers) {
        this.process = process;
        this.socket = socket;
        this.answers = answers;
    }

    /** The browser that is installed, if there is one. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with a profile of its own in a folder. */
    static Browser start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--window-size=1400,1800",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader();
        String address = said.lines()
                .filter(line -> line.startsWith(LISTENING))
                .findFirst()
                .orElseThrow(() -> new IOException(program + " has ended and not said where it listens"))
                .substring(LISTENING.length());
        Thread drain = new Thread(() -> drain(said), "browser output");
        drain.setDaemon(true);
        drain.start();
        HttpClient client = HttpClient.newHttpClient();
        URI list = URI.create("http://" + URI.create(address).getAuthority() + "/json/list");
        JsonArray targets = JsonParser.parseString(
                        client.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                                .body())
                .getAsJsonArray();
        String page = targets.asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(target -> target.get("type").getAsString().equals("page"))
                .findFirst()
                .orElseThrow()
                .get("webSocketDebuggerUrl")
                .getAsString();
        BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Listener(answers))
                .join();
        Browser browser = new Browser(process, socket, answers);
        // Pages without a window have no focus, and JupyterLab runs the notebook that has it.
        browser.call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        return browser;
    }

    /** A browser whose output nobody reads would stand still one day. */
    private static void drain(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // Nothing is left to be read.
        }
    }

    /** Opens a page, without waiting for it. */
    void open(String address) throws InterruptedException {
        call("Page.navigate", Map.of("url", address));
    }

    /** The value of an expression in the page; of a promise what it becomes. */
    JsonElement evaluate(String script) throws InterruptedException {
        JsonObject result = call(
                        "Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true))
                .getAsJsonObject("result");
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(script + "\n" + result.get("exceptionDetails"));
        }
        return result.getAsJsonObject("result").get("value");
    }

    /** Waits until an expression is true. */
    void await(String what, String condition, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isTrue(condition)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("after " + seconds + " s in the browser still not: " + what);
            }
            Thread.sleep(200);
        }
    }

    private boolean isTrue(String condition) throws InterruptedException {
        JsonElement value = evaluate("Boolean(" + condition + ")");
        return value != null && value.getAsBoolean();
    }

    /** What is to be seen, as PNG. */
    byte[] screenshot() throws InterruptedException {
        JsonObject answer = call("Page.captureScreenshot", Map.of("format", "png"));
        return Base64.getDecoder()
                .decode(answer.getAsJsonObject("result").get("data").getAsString());
    }

    private JsonObject call(String method, Map<String, Object> parameters) throws InterruptedException {
        last++;
        socket.sendText(new Gson().toJson(Map.of("id", last, "method", method, "params", parameters)), true)
                .join();
        while (true) {
            JsonObject answer = answers.poll(PATIENCE, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException("no answer to " + method + " within " + PATIENCE + " s");
            }
            if (answer.has("id") && answer.get("id").getAsInt() == last) {
                return answer;
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Puts the parts of messages together. */
    private static final class Listener implements WebSocket.Listener {

        private final BlockingQueue<JsonObject> answers;
        private final StringBuilder text = new StringBuilder();

        Listener(BlockingQueue<JsonObject> answers) {
            this.answers = answers;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                answers.add(JsonParser.parseString(text.toString()).getAsJsonObject());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
