package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of the tests in a process of its own, as on a computer without network and weights. */
public final class JavaProcess {

    public static final String CLASS_PATH = System.getProperty("java.class.path");

    private JavaProcess() {}

    /**
     * Starts a program; its errors are in its output.
     *
     * @param wrapper command that starts the one given to it; empty for none
     * @param options of Java, such as its class path
     */
    public static Process start(List<String> wrapper, List<String> options, Class<?> main, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Ddiffernet.offline=true",
                "-Ddiffernet.mirror=",
                "-Ddiffernet.home=" + Path.of("target", "no-such-home")));
        command.addAll(options);
        command.add(main.getName());
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Waits for its end, which must be a good one, and returns its output. */
    public static String finish(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
