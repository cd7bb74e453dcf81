package org.differnet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in and is no message of Jupyter's is dropped, and the next cell runs. */
@Timeout(900)
class KernelHostileTest {

    private static final String DEEP = "[".repeat(100_000);
    private static final String HEADER = "{\"msg_id\":\"1\",\"username\":\"u\",\"session\":\"s\","
            + "\"date\":\"2024-01-01T00:00:00Z\",\"msg_type\":\"execute_request\",\"version\":\"5.3\"}";

    @TempDir
    static Path folder;

    private static KernelSession kernel;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        kernel = new KernelSession(folder);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (kernel != null) {
            kernel.close();
        }
    }

    static Stream<List<String>> junk() {
        return Stream.of(
                List.of(""),
                List.of("junk"),
                List.of("<IDS|MSG>"),
                List.of("junk", "<IDS|MSG>", "0"),
                List.of("<IDS|MSG>", "0", HEADER, "{}", "{}", "{\"code\":\"1\"}"),
                List.of("<IDS|MSG>", "", "{}", "{}", "{}", "{}"),
                List.of("<IDS|MSG>", "0", "no JSON", "{}", "{}", "{}"),
                List.of("<IDS|MSG>", "0", DEEP, DEEP, DEEP, DEEP),
                List.of("\u0000\u0001\uffff", "", "", "", "", "", "", ""));
    }

    @ParameterizedTest
    @MethodSource("junk")
    void nextCellRunsAfterJunkOnShell(List<String> frames) throws IOException {
        send("shell_port", frames);
        assertNextCellRuns();
    }

    @ParameterizedTest
    @MethodSource("junk")
    void interruptsAreHeardAfterJunkOnControl(List<String> frames) throws IOException {
        send("control_port", frames);
        assertTrue(kernel.interrupt("Thread.sleep(600_000);").error().contains("The cell was interrupted."));
        assertNextCellRuns();
    }

    @Test
    void heartBeatsAfterJunk() throws IOException {
        send("hb_port", List.of("junk"));
        send("hb_port", List.of("", "two", "parts"));
        assertTrue(kernel.ask(Map.of("do", "beats")).get("beats").getAsBoolean());
    }

    @Test
    void cellWithAWrongSignatureIsNotRun() throws IOException {
        kernel.run("String forged = \"no\";");
        kernel.ask(
                Map.of("do", "send_frames", "port", "shell_port", "frames", List.of(), "forged", "forged = \"yes\";"));
        assertEquals("no", kernel.run("forged").value("text/plain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shell_port", "control_port", "hb_port", "iopub_port", "stdin_port"})
    void nextCellRunsAfterBytesThatAreNotEvenZeroMqs(String port) throws IOException {
        for (byte[] bytes : List.of(
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0},
                greetingWithAFrameOf(Long.MAX_VALUE),
                greetingWithAFrameOf(2_000_000_000L))) {
            kernel.ask(Map.of(
                    "do",
                    "send_bytes",
                    "port",
                    port,
                    "bytes",
                    Base64.getEncoder().encodeToString(bytes),
                    "times",
                    1));
        }
        assertNextCellRuns();
        assertTrue(kernel.ask(Map.of("do", "beats")).get("beats").getAsBoolean());
    }

    /** ZMTP 3.0's greeting, NULL security, READY, and the head of a frame that is far longer than what follows. */
    private static byte[] greetingWithAFrameOf(long length) {
        byte[] bytes = new byte[64 + 2 + 25 + 9 + 4];
        bytes[0] = (byte) 0xff;
        bytes[9] = 0x7f;
        bytes[10] = 3;
        System.arraycopy("NULL".getBytes(StandardCharsets.US_ASCII), 0, bytes, 12, 4);
        byte[] ready = "\4\31\5READY\13Socket-Type\0\0\0\6DEALER".getBytes(StandardCharsets.US_ASCII);
        ready[1] = (byte) (ready.length - 2);
        byte[] all = new byte[64 + ready.length + 9 + 4];
        System.arraycopy(bytes, 0, all, 0, 64);
        System.arraycopy(ready, 0, all, 64, ready.length);
        int at = 64 + ready.length;
        all[at] = 2;
        for (int i = 0; i < 8; i++) {
            all[at + 1 + i] = (byte) (length >>> (56 - 8 * i));
        }
        return all;
    }

    private static void send(String port, List<String> frames) throws IOException {
        List<String> encoded = frames.stream()
                .map(frame -> Base64.getEncoder().encodeToString(frame.getBytes(StandardCharsets.UTF_8)))
                .toList();
        kernel.ask(Map.of("do", "send_frames", "port", port, "frames", encoded));
    }

    private static void assertNextCellRuns() throws IOException {
        assertEquals("4", kernel.run("2 + 2").value("text/plain"));
    }
}
