package org.differnet.notebooks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.differnet.kernel.Jupyter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How binder/ takes JJava from its release, from a server of this test. */
@Timeout(180)
class JJavaInstallTest {

    private static final byte[] JAR = {1, 2, 3};
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    Path folder;

    private final byte[] release = release();
    private HttpServer server;
    private Path kernel;

    private record Ended(int code, String said) {}

    @BeforeEach
    void serve() throws IOException {
        kernel = folder.resolve("home/.local/share/jupyter/kernels/java");
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
        assertEquals(1, ended.code);
        assertTrue(ended.said.contains("SHA-256 is " + sha256(release)), ended.said);
        assertEquals(1, ended.said.lines().count());
        assertFalse(Files.exists(kernel));
    }

    @Test
    void networkThatRefusesIsNamedInOneLine() throws Exception {
        String address = address();
        server.stop(0);
        Ended ended = install(address, sha256(release), "false");
        assertEquals(1, ended.code);
        assertTrue(ended.said.contains(address), ended.said);
        assertEquals(1, ended.said.lines().count());
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
    void kernelStartsTheOwnOneWhereJJavaIsNot() throws Exception {
        JsonObject spec = specification();
        assertTrue(spec.get("argv").toString().contains("org.differnet.kernel.JavaKernel"), spec.toString());
    }

    @Test
    void kernelThatSomeoneElseInstalledStays() throws Exception {
        Files.createDirectories(kernel);
        Files.writeString(kernel.resolve("kernel.json"), "{\"argv\": [\"java\", \"-jar\", \"ijava.jar\"]}");
        assertTrue(specification().toString().contains("ijava.jar"));
    }

    private JsonObject specification() throws IOException, InterruptedException {
        Path classPath = folder.resolve("classpath.txt");
        Files.writeString(classPath, CLASS_PATH);
        Ended ended = python("true", "binder/kernelspec.py", "--user", "java", "17", classPath.toString());
        assertEquals(0, ended.code, ended.said);
        return JsonParser.parseString(Files.readString(kernel.resolve("kernel.json")))
                .getAsJsonObject();
    }

    private Ended install(String address, String sha256, String offline) throws IOException, InterruptedException {
        return python(offline, "binder/jjava.py", kernel.toString(), address, sha256);
    }

    private Ended python(String offline, String script, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder python = Jupyter.python(
                folder.resolve("tests"), Jupyter.root().resolve(script).toString());
        python.command().addAll(List.of(arguments));
        python.environment().remove("JUPYTER_PATH");
        python.environment().remove("JUPYTER_DATA_DIR");
        python.environment().remove("XDG_DATA_HOME");
        python.environment().put("HOME", folder.resolve("home").toString());
        python.environment().put("DIFFERNET_OFFLINE", offline);
        python.environment().put("no_proxy", "127.0.0.1");
        File said = folder.resolve("said").toFile();
        int code = python.redirectErrorStream(true).redirectOutput(said).start().waitFor();
        return new Ended(code, Files.readString(said.toPath()));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/release.zip";
    }

    private static byte[] release() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry jar = new ZipEntry("jjava.jar");
            jar.setTime(0);
            zip.putNextEntry(jar);
            zip.write(JAR);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
