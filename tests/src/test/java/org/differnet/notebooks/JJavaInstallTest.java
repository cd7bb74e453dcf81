package org.differnet.notebooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.differnet.kernel.Jupyter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How binder/ takes JJava: from a wheel, or from a release on a server of this test. */
@Timeout(600)
class JJavaInstallTest extends KernelChoice {

    private final byte[] release = release();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/release.zip", exchange -> {
            exchange.sendResponseHeaders(200, release.length);
            exchange.getResponseBody().write(release);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void releaseWithThePinnedHashIsUnpacked() throws Exception {
        assertEquals(new Ended(0, ""), install(address(), sha256(release), "false"));
        assertArrayEquals(JAR, Files.readAllBytes(kernel.resolve("jjava.jar")));
    }

    @Test
    void releaseWithAnotherHashIsLeftInOneLine() throws Exception {
        release[release.length - 1]++;
        Ended ended = install(address(), sha256(release()), "false");
        assertEquals(1, ended.code());
        assertTrue(ended.said().contains("SHA-256 is " + sha256(release)), ended.said());
        assertEquals(1, ended.said().lines().count());
        assertFalse(Files.exists(kernel));
    }

    @Test
    void networkThatRefusesIsNamedInOneLine() throws Exception {
        String address = address();
        server.stop(0);
        Ended ended = install(address, sha256(release), "false");
        assertEquals(1, ended.code());
        assertTrue(ended.said().contains(address), ended.said());
        assertEquals(1, ended.said().lines().count());
    }

    @Test
    void nothingIsAskedOfTheNetworkWhenOffline() throws Exception {
        assertEquals(new Ended(1, "DIFFERNET_OFFLINE is set\n"), install(address(), sha256(release), "true"));
        assertFalse(Files.exists(kernel));
    }

    @Test
    void kernelStartsJJavaOnTheClassPathOfTheToolkitWhereItIsThere() throws Exception {
        install(address(), sha256(release), "false");
        JsonObject spec = specification();
        assertTrue(
                spec.get("argv").toString().contains(kernel.resolve("jjava.jar").toString()), spec.toString());
        assertEquals(
                CLASS_PATH, spec.getAsJsonObject("env").get("JJAVA_CLASSPATH").getAsString());
    }

    @Test
    void wheelOfPyPiIsTakenBeforeTheRelease() throws Exception {
        assumePip();
        Path wheels = wheel();
        server.stop(0);
        ProcessBuilder python = process("false", "binder/jjava.py", kernel.toString(), address(), sha256(release));
        python.environment().put("PIP_FIND_LINKS", wheels.toString());
        assertEquals(new Ended(0, ""), end(python));
        assertArrayEquals(JAR, Files.readAllBytes(kernel.resolve("jjava.jar")));
    }

    @Test
    void jJavaIsTakenBeforeAnInstalledIJava() throws Exception {
        assumePip();
        ProcessBuilder python = choosing("false", someoneElses("ijava.jar"));
        python.environment().put("PIP_FIND_LINKS", wheel().toString());
        Ended ended = end(python);
        assertEquals(0, ended.code(), ended.said());
        assertTrue(Files.readString(kernel.resolve("kernel.json")).contains("jjava.jar"), ended.said());
    }

    @Test
    void settingsOfPipThatLeadElsewhereAreLeftAside() throws Exception {
        assumePip();
        server.stop(0);
        ProcessBuilder python = process("false", "binder/jjava.py", kernel.toString(), address(), sha256(release));
        python.environment().put("PIP_FIND_LINKS", wheel().toString());
        python.environment().put("PIP_USER", "1");
        python.environment().put("PIP_ROOT", folder.resolve("elsewhere").toString());
        assertEquals(new Ended(0, ""), end(python));
    }

    @Test
    void missingTemporaryFolderIsAReasonAmongOthers() throws Exception {
        String program = "import sys, tempfile; sys.path.insert(0, sys.argv[1]); import jjava;"
                + " tempfile.tempdir = '/nonexistent'; print(jjava.from_pypi(None))";
        ProcessBuilder python = Jupyter.python(
                folder.resolve("tests"),
                "-c",
                program,
                Jupyter.root().resolve("binder").toString());
        Ended ended = end(python);
        assertTrue(
                ended.code() == 0 && ended.said().contains("No such file or directory: '/nonexistent"), ended.said());
    }

    private Ended install(String address, String sha256, String offline) throws IOException, InterruptedException {
        return end(process(offline, "binder/jjava.py", kernel.toString(), address, sha256));
    }

    private void assumePip() throws IOException, InterruptedException {
        ProcessBuilder pip = Jupyter.python(folder.resolve("tests"), "-c", "import pip");
        assumeTrue(
                pip.redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0,
                "the Python of Jupyter has no pip");
    }

    /** A folder with a wheel that is built as JJava's is: its kernel lies among the data files. */
    private Path wheel() throws IOException {
        Path wheels = Files.createDirectories(folder.resolve("wheels"));
        Map<String, byte[]> files = Map.of(
                "jjava/__init__.py",
                new byte[0],
                "jjava-1.0a7.data/data/share/jupyter/kernels/java/jjava.jar",
                JAR,
                "jjava-1.0a7.dist-info/METADATA",
                "Metadata-Version: 2.1\nName: jjava\nVersion: 1.0a7\n".getBytes(UTF_8),
                "jjava-1.0a7.dist-info/WHEEL",
                "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n".getBytes(UTF_8),
                "jjava-1.0a7.dist-info/RECORD",
                new byte[0]);
        Files.write(wheels.resolve("jjava-1.0a7-py3-none-any.whl"), zip(files));
        return wheels;
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/release.zip";
    }

    private static byte[] release() {
        return zip(Map.of("jjava.jar", JAR));
    }

    private static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
