package org.differnet.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.differnet.Options;

/**
 * Starts the library again and again, each time in a process of its own, and counts what precision {@link
 * Options#standard} takes: it must be the same each time, however busy the machine is.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@starts}; {@code -Dstarts=100}.
 */
public final class Starts {

    private Starts() {}

    /** With an argument it is one of the starts itself. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0) {
            System.out.print(Options.standard().precision());
            return;
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < Integer.getInteger("starts", 100); i++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            Fit.classPath(),
                            Starts.class.getName(),
                            "start")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            counts.merge(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8), 1, Integer::sum);
            process.waitFor();
        }
        System.out.println(counts);
    }
}
