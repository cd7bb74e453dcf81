package org.differnet.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs the PyTorch program. */
final class Reference {

    private Reference() {}

    /** What it says: seconds by name; nothing, and a line that says why, where Python or torch is missing. */
    static Map<String, Double> seconds(String python) throws IOException, InterruptedException {
        Path script = Files.createTempFile("reference", ".py");
        try (InputStream source = Reference.class.getResourceAsStream("reference.py")) {
            Files.write(script, source.readAllBytes());
            Process process = new ProcessBuilder(python, script.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Map<String, Double> seconds = new HashMap<>();
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int tab = line.indexOf('\t');
                    seconds.put(line.substring(0, tab), Double.parseDouble(line.substring(tab + 1)));
                }
            }
            if (process.waitFor() != 0) {
                System.out.println(python + " has no torch or pillow: nothing to compare with. Name one that has them"
                        + " with -Dpython=FILE");
            }
            return seconds;
        } catch (IOException e) {
            System.out.println("no " + python + " here: nothing to compare with (" + e.getMessage() + ")");
            return Map.of();
        } finally {
            Files.delete(script);
        }
    }
}
