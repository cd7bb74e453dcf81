package org.differnet.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A running kernel, spoken to through Jupyter's own client. */
final class KernelSession implements AutoCloseable {

    private final Process client;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    /** What a cell brought forth. */
    record Ran(String status, List<JsonObject> outputs) {

        /** The one output of a type, such as {@code execute_result}. */
        JsonObject only(String type) {
            List<JsonObject> found = outputs.stream()
                    .filter(output -> output.get("type").getAsString().equals(type))
                    .toList();
            if (found.size() != 1) {
                throw new AssertionError("expected one output of type " + type + ", got " + outputs);
            }
            return found.get(0);
        }

        /** A form of the cell's value, such as {@code text/plain}. */
        String value(String mime) {
            return only("execute_result").getAsJsonObject("data").get(mime).getAsString();
        }

        /** The error as the notebook shows it, without colours. */
        String error() {
            StringBuilder text = new StringBuilder();
            only("error").getAsJsonArray("traceback").forEach(line -> text.append(line.getAsString())
                    .append('\n'));
            return text.toString().replaceAll("\u001b\\[[0-9;]*m", "");
        }
    }

    KernelSession(Path folder) throws IOException, InterruptedException {
        Path script = folder.resolve("drive.py");
        try (InputStream source = KernelSession.class.getResourceAsStream("drive.py")) {
            Files.write(script, source.readAllBytes());
        }
        client = Jupyter.python(folder, script.toString()).start();
        requests = client.outputWriter();
        answers = client.inputReader();
        if (!answer().get("status").getAsString().equals("ready")) {
            throw new IOException("the kernel is not ready");
        }
    }

    Ran run(String code) throws IOException {
        return ran(ask(Map.of("do", "execute", "code", code)));
    }

    /** Runs a cell and interrupts it after it has printed {@code started}. */
    Ran interrupt(String code) throws IOException {
        return ran(ask(Map.of(
                "do", "execute", "code", "System.out.println(\"started\");\n" + code, "interrupt_at", "started")));
    }

    JsonObject ask(Map<String, Object> request) throws IOException {
        requests.write(new Gson().toJson(request));
        requests.newLine();
        requests.flush();
        return answer();
    }

    private JsonObject answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the client of the kernel ended; its error stands on standard error");
        }
        return JsonParser.parseString(line).getAsJsonObject();
    }

    private static Ran ran(JsonObject answer) {
        List<JsonObject> outputs = StreamSupport.stream(
                        answer.getAsJsonArray("outputs").spliterator(), false)
                .map(output -> output.getAsJsonObject())
                .toList();
        return new Ran(answer.get("status").getAsString(), outputs);
    }

    /** Ends client and kernel. */
    @Override
    public void close() throws IOException {
        requests.close();
        try {
            client.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the client ended", e);
        }
    }
}
