package org.differnet.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which kernel binder/ chooses beside those that are installed. */
@Timeout(600)
class KernelSpecTest extends KernelChoice {

    @Test
    void kernelStartsTheOwnOneWhereJJavaIsNot() throws Exception {
        JsonObject spec = specification();
        assertTrue(spec.get("argv").toString().contains("org.differnet.kernel.JavaKernel"), spec.toString());
    }

    @Test
    void installedJJavaIsUsedAsItIs() throws Exception {
        Path jjava = someoneElses("jjava-launcher.jar");
        Ended ended = choose("false", jjava);
        assertEquals(
                new Ended(0, "Using the Java kernel that is already installed in " + jjava + "\n"),
                ended,
                ended.said());
    }

    @Test
    void installedIJavaIsUsedWhereJJavaCannotBeHad() throws Exception {
        Path ijava = someoneElses("ijava.jar");
        Ended ended = choose("true", ijava);
        assertEquals(0, ended.code(), ended.said());
        assertTrue(ended.said().contains("Using the Java kernel that is already installed in " + ijava), ended.said());
        assertFalse(Files.exists(kernel.resolve("kernel.json")));
    }

    @Test
    void installedKernelWhoseJarHasGoneIsNone() throws Exception {
        Files.delete(someoneElses("jjava-launcher.jar").resolve("jjava-launcher.jar"));
        assertTrue(specification().toString().contains("org.differnet.kernel.JavaKernel"));
    }

    @Test
    void installedKernelWhoseJavaIsMissingIsNone() throws Exception {
        install(folder.resolve("elsewhere/kernels/java"), folder.resolve("no-java"), "jjava-launcher.jar");
        assertTrue(specification().toString().contains("org.differnet.kernel.JavaKernel"));
    }

    @Test
    void installedKernelWithAClassPathIsUsedAsItIs() throws Exception {
        Path spec = someoneElses("jjava.jar");
        Files.write(spec.resolve("more.jar"), JAR);
        List<String> command = List.of(
                JAVA.toString(),
                "-cp",
                spec.resolve("jjava.jar") + File.pathSeparator + spec.resolve("more.jar"),
                "Kernel",
                "{connection_file}");
        Files.writeString(spec.resolve("kernel.json"), new Gson().toJson(Map.of("argv", command)));
        Ended ended = choose("true", spec);
        assertEquals(new Ended(0, "Using the Java kernel that is already installed in " + spec + "\n"), ended);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"argv\": []}", "{\"argv\": null}"})
    void specificationThatCannotBeReadIsNone(String content) throws Exception {
        Path spec = Files.createDirectories(folder.resolve("elsewhere/kernels/java"));
        Files.writeString(spec.resolve("kernel.json"), content);
        assertTrue(specification().toString().contains("org.differnet.kernel.JavaKernel"));
    }

    @Test
    void kernelThatSomeoneElseInstalledStays() throws Exception {
        install(kernel, JAVA, "ijava.jar");
        assertTrue(specification().toString().contains("ijava.jar"));
    }

    @Test
    void ownKernelStaysWhereAJJavaIsInstalledLater() throws Exception {
        specification();
        someoneElses("jjava-launcher.jar");
        assertTrue(specification().toString().contains("org.differnet.kernel.JavaKernel"));
    }
}
