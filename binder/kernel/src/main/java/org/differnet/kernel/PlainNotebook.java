package org.differnet.kernel;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/**
 * Runs a notebook where there is no Jupyter: {@code PlainNotebook NOTEBOOK FOLDER}.
 *
 * <p>Writes the executed notebook and an HTML page of it into the folder, also when a cell fails (the exit status is 1
 * then) and when Ctrl-C stops it. The notebook itself is only read. Lines of its outputs that begin with {@code HEADLINE}
 * are repeated at the end.
 */
public final class PlainNotebook {

    private static final long SECONDS_TO_STOP = 60;
    private static final String HEADLINE = "HEADLINE ";

    private final PrintStream console = System.out;
    private final FrontEnd frontEnd;
    private final JsonObject notebook;

    private PlainNotebook(JsonObject notebook, FrontEnd frontEnd) {
        this.notebook = notebook;
        this.frontEnd = frontEnd;
    }

    /**
     * Runs a notebook.
     *
     * @param args the notebook and the folder to write into
     * @throws Exception if the notebook cannot be read
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 2 || !Files.isRegularFile(Path.of(args[0]))) {
            System.err.println("PlainNotebook takes a notebook and a folder"
                    + (args.length == 2 ? "; " + args[0] + " is missing" : ""));
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        Path source = Path.of(args[0]);
        JsonObject notebook = JsonParser.parseString(Files.readString(source)).getAsJsonObject();
        // What the notebook prints to System.err goes into its outputs.
        PrintStream err = System.err;
        FrontEnd frontEnd = new FrontEnd(System.out);
        CountDownLatch written = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(frontEnd, written)));
        PlainNotebook plain = new PlainNotebook(notebook, frontEnd);
        boolean ran = plain.run();
        try {
            plain.write(source, Path.of(args[1]));
        } catch (IOException | RuntimeException | Error e) {
            err.println("The notebook ran, and what it showed cannot be written: " + e);
            ran = false;
        }
        written.countDown();
        System.exit(ran ? 0 : 1);
    }

    private static void stop(FrontEnd frontEnd, CountDownLatch written) {
        if (written.getCount() > 0) {
            frontEnd.stop();
        }
        try {
            written.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether all cells ran. */
    private boolean run() {
        JsonArray cells = notebook.getAsJsonArray("cells");
        long count = cells.asList().stream().filter(PlainNotebook::isCode).count();
        int number = 0;
        boolean ok = true;
        for (JsonElement element : cells) {
            if (!isCode(element)) {
                continue;
            }
            JsonObject cell = element.getAsJsonObject();
            cell.add("outputs", new JsonArray());
            if (!ok) {
                continue;
            }
            String code = text(cell.get("source"));
            console.println("[" + ++number + "/" + count + "] "
                    + code.lines().filter(line -> !line.isBlank()).findFirst().orElse(""));
            long start = System.nanoTime();
            cell.addProperty("execution_count", number);
            ok = frontEnd.run(code, cell.getAsJsonArray("outputs"));
            console.printf(Locale.ROOT, "      %.1f s%n", (System.nanoTime() - start) / 1e9);
        }
        return ok;
    }

    private void write(Path source, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path executed = folder.resolve(source.getFileName());
        Path page = folder.resolve(source.getFileName().toString().replaceFirst("\\.ipynb$", "") + ".html");
        Files.writeString(
                executed,
                new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .serializeNulls()
                        .create()
                        .toJson(notebook));
        Files.writeString(page, PlainPage.of(notebook));
        console.println("Executed notebook: " + executed + "\nAs a page: " + page);
        for (JsonElement cell : notebook.getAsJsonArray("cells")) {
            if (isCode(cell)) {
                cell.getAsJsonObject()
                        .getAsJsonArray("outputs")
                        .forEach(output -> printHeadlines(output.getAsJsonObject()));
            }
        }
    }

    private void printHeadlines(JsonObject output) {
        if (output.has("text")) {
            text(output.get("text"))
                    .lines()
                    .filter(line -> line.startsWith(HEADLINE))
                    .forEach(line -> console.println(line.substring(HEADLINE.length())));
        }
    }

    static boolean isCode(JsonElement cell) {
        return cell.getAsJsonObject().get("cell_type").getAsString().equals("code");
    }

    /** A notebook keeps a text as one string or as its lines. */
    static String text(JsonElement source) {
        if (!source.isJsonArray()) {
            return source.getAsString();
        }
        StringBuilder text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }
}
