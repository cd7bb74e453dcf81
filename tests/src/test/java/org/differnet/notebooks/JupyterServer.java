package org.differnet.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.differnet.SharedData;
import org.differnet.kernel.Jupyter;

/** JupyterLab, or the classic notebook where only that is there, as {@code binder/lab} starts them, on a folder. */
final class JupyterServer implements AutoCloseable {

    private static final String TOKEN = "test";
    private static final String PREPARE = """
            import importlib.util as u, pathlib, sys
            sys.path.insert(0, sys.argv[1])
            import page_scripts
            page_scripts.install(pathlib.Path(sys.argv[2]), sys.argv[3])
            print("jupyterlab" if u.find_spec("jupyterlab") else "notebook" if u.find_spec("notebook") else "")
            """;
    private static final int SECONDS_TO_START = 300;
    private static final int SECONDS_TO_END = 60;

    private final Process process;
    private final String address;
    private final boolean lab;
    private final Path log;

    /**
     * @param folder of the notebooks; what the server keeps lies in it too
     * @throws org.opentest4j.TestAbortedException if there is no Jupyter that opens a browser
     */
    JupyterServer(Path folder) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("jupyter"));
        String module = module(Jupyter.python(
                        own,
                        "-c",
                        PREPARE,
                        Jupyter.root().resolve("binder").toString(),
                        own.toString(),
                        Jupyter.classPath())
                .start());
        assumeFalse(module.isEmpty(), "this Jupyter has no front end: neither jupyterlab nor notebook");
        lab = module.equals("jupyterlab");
        int port = freePort();
        address = "http://127.0.0.1:" + port + "/";
        log = own.resolve("log");
        ProcessBuilder server = Jupyter.python(
                own,
                "-m",
                module,
                "--no-browser",
                "--allow-root",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--notebook-dir=" + folder);
        for (String kept : List.of("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR")) {
            server.environment().put(kept, own.toString());
        }
        server.environment().put("JUPYTER_TOKEN", TOKEN);
        server.environment().put("JUPYTERLAB_SETTINGS_DIR", settings(own).toString());
        server.environment().put("DIFFERNET_BUDGET", "test");
        SharedData.mirror().ifPresent(mirror -> server.environment()
                .merge("DIFFERNET_MIRROR", mirror.toString(), (named, ours) -> named + "," + ours));
        process = server.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** Where a notebook of the folder is opened. */
    String open(String notebook) {
        return address + (lab ? "lab/tree/" : "notebooks/") + notebook + "?token=" + TOKEN;
    }

    boolean isLab() {
        return lab;
    }

    void awaitStart() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("Jupyter has not started; it said:\n" + Files.readString(log));
            }
            Thread.sleep(200);
        }
    }

    private boolean answers() {
        try {
            return !ask("api").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a page has a kernel that has nothing to do. */
    boolean hasIdleKernel() {
        try {
            for (JsonElement kernel : JsonParser.parseString(ask("api/kernels")).getAsJsonArray()) {
                JsonObject state = kernel.getAsJsonObject();
                if (state.get("connections").getAsInt() > 0
                        && state.get("execution_state").getAsString().equals("idle")) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String what) throws IOException {
        URL asked = URI.create(address + what + "?token=" + TOKEN).toURL();
        try (InputStream answer = asked.openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Every cell is in the page, whether it can be seen or not, and no question about news lies over it. */
    private static Path settings(Path own) throws IOException {
        Path settings = own.resolve("settings/@jupyterlab");
        Path notebook = Files.createDirectories(settings.resolve("notebook-extension"));
        Files.writeString(notebook.resolve("tracker.jupyterlab-settings"), "{\"windowingMode\": \"none\"}");
        Path utilities = Files.createDirectories(settings.resolve("apputils-extension"));
        Files.writeString(utilities.resolve("notification.jupyterlab-settings"), "{\"fetchNews\": \"false\"}");
        return settings.getParent();
    }

    private static String module(Process asked) throws IOException, InterruptedException {
        String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, asked.waitFor(), "Jupyter's Python could not lay out what pages draw with");
        return said.strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Ends the server and the kernels that it has started. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Jupyter ended", e);
        } finally {
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
