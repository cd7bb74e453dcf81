package org.differnet.notebooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.differnet.kernel.Jupyter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Binder's own steps, without Docker: postBuild and start in a folder as fresh as a clone, whose name has letters that Java
 * loses in the C locale, under this locale. */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS)
class BinderTest {

    @TempDir
    static Path folder;

    private static Path clone;
    private static Path kernels;

    @BeforeAll
    static void postBuild() throws IOException, InterruptedException {
        folder = folder.toRealPath();
        clone = Files.createDirectories(folder.resolve("mein Klön"));
        run(Jupyter.root(), "git ls-files -z | tar --null -T - -cf - | tar -xf - -C '" + clone + "'");
        run(clone, "binder/postBuild");
        kernels = folder.resolve("home/.local/share/jupyter");
    }

    @Test
    void kernelIsInstalledForTheUser() throws IOException {
        JsonArray command = JsonParser.parseString(Files.readString(kernels.resolve("kernels/java/kernel.json")))
                .getAsJsonObject()
                .getAsJsonArray("argv");
        String classPath = command.get(command.size() - 3).getAsString();
        assertTrue(classPath.startsWith(clone.toString()), classPath);
        for (String entry : classPath.split(File.pathSeparator)) {
            assertTrue(Files.exists(Path.of(entry)), entry);
        }
    }

    @Test
    void theCommandLineRunsFromAClone() throws IOException, InterruptedException {
        assertTrue(run(clone, "binder/differnet --version").startsWith("differnet "));
    }

    @Test
    void theCommandLineRunsThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("differnet"), clone.resolve("binder/differnet"));
        assertTrue(run(folder, link + " --version").startsWith("differnet "));
    }

    @Test
    void fetchListsWhatThereIs() throws IOException, InterruptedException {
        assertTrue(run(clone, "binder/fetch list").contains("alexnet"));
    }

    @Test
    void figuresMoveOnAJJavaThatIsInstalledElsewhere() throws IOException, InterruptedException {
        Path jjava = Files.createDirectories(folder.resolve("elsewhere/kernels/java"));
        Files.writeString(jjava.resolve("jjava.jar"), "");
        Files.writeString(
                jjava.resolve("kernel.json"), "{\"argv\": [\"java\", \"-jar\", \"{resource_dir}/jjava.jar\"]}");
        String path = run(
                clone,
                "export JUPYTER_PATH=" + folder.resolve("elsewhere")
                        + "; binder/setup > /dev/null; source binder/environment; echo $JUPYTER_PATH");
        assertEquals(clone + "/.venv/share/jupyter:" + folder.resolve("elsewhere") + "\n", path);
        assertFalse(Files.exists(clone.resolve(".venv/share/jupyter/kernels/java/kernel.json")));
        assertTrue(Files.exists(clone.resolve(".venv/share/jupyter/labextensions/differnet-plotly/plotly.js")));
    }

    @Test
    void plotlyIsThereForJupyterLab() {
        assertTrue(Files.isRegularFile(kernels.resolve("labextensions/differnet-plotly/plotly.js")));
    }

    @Test
    void noMirrorIsNamedWhereNobodyHasNamedOne() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("shared/data"));
        assertEquals("none\n", run(clone, "binder/start bash -c 'echo ${DIFFERNET_MIRROR-none}'"));
    }

    @Test
    void startRunsItsCommandInTheEnvironmentOfTheNotebooks() throws IOException, InterruptedException {
        assertEquals("PASSIVE true\n", run(clone, "binder/start bash -c 'echo $OMP_WAIT_POLICY $DJL_OFFLINE'"));
    }

    @Test
    void startLeavesTheCLocaleInWhichJavaLosesNames() throws IOException, InterruptedException {
        assumeTrue(run(clone, "locale -a").contains("C.utf8"), "this system has no locale C.UTF-8");
        assertEquals("C.UTF-8\n", run(clone, "binder/start bash -c 'echo $LC_ALL'"));
    }

    private static String run(Path place, String command) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder(List.of("bash", "-c", command)).directory(place.toFile());
        // Binder's python has Jupyter.
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path python = bin.resolve("python");
        if (!Files.exists(python)) {
            String jupyter = Jupyter.python(folder, "").command().get(0);
            Files.writeString(python, "#!/bin/sh\nexec " + jupyter + " \"$@\"\n");
            Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        bash.environment().merge("PATH", bin + File.pathSeparator, (path, first) -> first + path);
        bash.environment().put("HOME", folder.resolve("home").toString());
        bash.environment().put("LC_ALL", "C");
        bash.environment().remove("OMP_WAIT_POLICY");
        bash.environment().remove("DJL_OFFLINE");
        bash.environment().remove("REPO_DIR");
        bash.environment().remove("DIFFERNET_MIRROR");
        bash.environment().remove("JUPYTER_PATH");
        bash.environment().put("DIFFERNET_OFFLINE", "true");
        Process process = bash.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), command + " failed: " + printed);
        return printed;
    }
}
