package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.differnet.fetch.archive.Archives;
import org.differnet.fetch.disk.Atomic;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.http.LocalServer;
import org.differnet.fetch.recipe.Item;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

    private static final int FILES = 400;
    private static final int KILLS = 6;

    @TempDir
    Path home;

    private LocalServer server;
    private byte[] zip;

    @BeforeEach
    void setUp() throws IOException {
        server = new LocalServer();
        System.setProperty("differnet.home", home.toString());
        System.setProperty("differnet.mirror", "");
        Archives archives = new Archives();
        Random random = new Random(5);
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[2000];
            random.nextBytes(content);
            archives.file("images/" + i + ".png", content);
        }
        zip = archives.zip();
    }

    @AfterEach
    void tearDown() {
        server.close();
        System.clearProperty("differnet.home");
        System.clearProperty("differnet.mirror");
    }

    private Item item(String path) {
        return Child.item(server.address(path), zip.length, Hashes.sha256(zip));
    }

    private void assertWhole(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("images"))) {
            assertEquals(FILES, files.count());
        }
    }

    /** Kills at another moment each time: while bytes come, while they are unpacked, while all is put in place. */
    @Test
    void aKillAtAnyMomentLeavesNothingOrTheWhole() throws Exception {
        server.serveParts("/zip", zip, 50_000);
        Path data = home.resolve("thing");
        Random random = new Random(6);
        int before = 0;
        for (int i = 0; i < KILLS; i++) {
            Process child = Child.start(home, item("/zip"));
            try (BufferedReader out = child.inputReader()) {
                assertEquals("begun", out.readLine());
                switch (i) {
                    case 0 -> awaitExists(home.resolve(".thing.download"), child);
                    case 1 -> awaitExists(home.resolve(".thing.part/images/100.png"), child);
                    default -> child.waitFor(random.nextInt(600), TimeUnit.MILLISECONDS);
                }
            } finally {
                child.destroyForcibly().waitFor();
            }
            if (Files.exists(data)) {
                assertWhole(data);
                assertTrue(Child.find(item("/zip")).file().isPresent());
                Atomic.delete(data);
            } else {
                before++;
            }
        }
        assertTrue(before > 0, "no child was killed before it was ready");
        assertEquals(data, Child.find(item("/zip")).path());
        assertWhole(data);
        try (Stream<Path> left = Files.list(home)) {
            assertEquals(
                    Set.of(data, home.resolve(".thing.lock"), home.resolve("unpacked")),
                    left.collect(Collectors.toSet()));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNamedWithTheRemedyAndTheDownloadGoesOnLater() throws Exception {
        server.serveParts("/zip", zip, zip.length);
        Process child = Child.start(home, item("/zip"), "bash", "-c", "ulimit -f 100; exec \"$@\"", "-");
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        assertTrue(output.contains(": cannot be kept in home"), output);
        assertTrue(output.contains(home.resolve(".thing.download") + ": "), output);
        assertTrue(output.contains("set DIFFERNET_HOME to a writable folder with room"), output);
        assertWhole(Child.find(item("/zip")).path());
        assertEquals("bytes=102400-", server.ranges().get(1));
    }

    private static void awaitExists(Path path, Process child) {
        while (!Files.exists(path) && child.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSecondProcessWaitsSaysSoAndFetchesNothing() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        server.serve("/zip", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip, 0, 1000);
            exchange.getResponseBody().flush();
            int sent = 1000;
            // A byte now and then keeps the first one waiting until the second one does.
            while (!await(waiting)) {
                exchange.getResponseBody().write(zip, sent++, 1);
                exchange.getResponseBody().flush();
            }
            exchange.getResponseBody().write(zip, sent, zip.length - sent);
            exchange.close();
        });
        Process child = Child.start(home, item("/zip"));
        try (BufferedReader out = child.inputReader()) {
            assertEquals("begun", out.readLine());
            while (asked.get() == 0) {
                assertTrue(child.isAlive());
                Thread.onSpinWait();
            }
            TransferListener listener = new TransferListener() {
                @Override
                public void on(Transfer progress) {}

                @Override
                public void say(String line) {
                    assertTrue(line.contains(home.resolve("thing") + ", waiting"), line);
                    waiting.countDown();
                }
            };
            Path path = Search.find(Fetch.whole(item("/zip")), LocalServer.HTTP, listener)
                    .path();
            assertWhole(path);
            assertEquals("thing: " + path, out.readLine());
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertEquals(0, waiting.getCount());
        assertEquals(1, asked.get());
        assertFalse(Files.exists(home.resolve(".thing.download")));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
