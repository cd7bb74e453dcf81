package org.differnet.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.differnet.kernel.Jupyter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways to a Jupyter, in a copy of binder/ and with a PATH that holds what each test puts there. */
@Timeout(600)
class FindJupyterTest {

    private static final List<String> TOOLS =
            List.of("bash", "cat", "chmod", "dirname", "env", "id", "mkdir", "rm", "sed", "uname", "true");

    @TempDir
    Path folder;

    private Path binder;
    private Path bin;

    private record Ended(int code, String printed, String said) {}

    @BeforeEach
    void copy() throws IOException {
        binder = Files.createDirectories(folder.resolve("clone/binder"));
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String name : List.of("find-jupyter", "platform", "usable.py", "requirements.txt")) {
            Files.copy(Jupyter.root().resolve("binder").resolve(name), binder.resolve(name));
        }
        for (String tool : TOOLS) {
            script(tool, "exec " + onPath(tool) + " \"$@\"");
        }
    }

    @Test
    void pythonOnThePathThatHasJupyterIsUsed() throws Exception {
        script("python3", "exec " + usable() + " \"$@\"");
        assertEquals(new Ended(0, bin.resolve("python3") + "\n", ""), find());
    }

    @Test
    void pythonOfTheJupyterOnThePathIsUsed() throws Exception {
        script("python3", "echo 'nothing is here'; exit 1");
        Files.writeString(bin.resolve("jupyter"), "#!" + usable() + "\n");
        executable(bin.resolve("jupyter"));
        assertEquals(new Ended(0, usable() + "\n", ""), find());
    }

    @Test
    void jupyterThatIsTooOldIsNamedWithItsVersion() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        Files.writeString(old.resolve("nbclient.py"), "");
        Files.createDirectories(old.resolve("nbclient-0.5.1.dist-info"));
        Files.writeString(old.resolve("nbclient-0.5.1.dist-info/METADATA"), "Name: nbclient\nVersion: 0.5.1\n");
        script("python3", "[[ $1 == -m ]] && exit 1; PYTHONPATH=" + old + " exec " + usable() + " \"$@\"");
        assertTrue(find().said.contains("nbclient is 0.5.1, older than 0.7"), find().said);
    }

    @Test
    void pipMakesAnEnvironmentWhereNoneIsThere() throws Exception {
        script("python3", String.format(Locale.ROOT, """
                if [[ $1 == -c ]]; then exit 0; fi
                if [[ $1 != -m ]]; then echo "nothing is here"; exit 1; fi
                mkdir -p .venv/bin
                echo '#!/usr/bin/env bash
                if [[ $1 == -m ]]; then echo "$@" > pip-was-called; exit 0; fi
                exec %s "$@"' > .venv/bin/python
                chmod +x .venv/bin/python""", usable()));
        Path python = binder.resolveSibling(".venv/bin/python");
        Ended ended = find();
        assertEquals(0, ended.code, ended.said);
        assertEquals(python.toRealPath() + "\n", ended.printed);
        assertTrue(ended.said.startsWith("Installing JupyterLab into "), ended.said);
        assertTrue(Files.readString(binder.resolveSibling("pip-was-called")).contains("-r binder/requirements.txt"));
        assertEquals(new Ended(0, python.toRealPath() + "\n", ""), find(), "a second run");
    }

    @Test
    void packagesOfDebianAreInstalledWherePipCannotAndRootMay() throws Exception {
        script("python3", "echo 'nothing is here'; exit 1");
        script("id", "echo 0");
        script("apt-get", "echo \"$@\" >> " + folder.resolve("apt-was-called"));
        String said = find().said;
        assertTrue(said.contains("Installing Debian's packages jupyter-notebook jupyter-nbconvert"), said);
        String calls = Files.readString(folder.resolve("apt-was-called"));
        assertTrue(calls.startsWith("-q -y install --no-install-recommends jupyter-notebook"), calls);
    }

    @Test
    void listsOfPackagesAreRenewedWhereTheyNameNone() throws Exception {
        script("python3", "echo 'nothing is here'; exit 1");
        script("id", "echo 0");
        script("apt-get", "echo \"$3\" >> " + folder.resolve("apt-was-called") + "\n[[ $3 == update ]] || exit 100");
        find();
        assertEquals("install\nupdate\ninstall\n", Files.readString(folder.resolve("apt-was-called")));
    }

    @Test
    void sudoIsUsedWhereItAsksForNoPassword() throws Exception {
        script("python3", "echo 'nothing is here'; exit 1");
        script("id", "echo 1000");
        script("sudo", "shift; exec \"$@\"");
        script("apt-get", "echo \"$3\" >> " + folder.resolve("apt-was-called"));
        find();
        assertEquals("install\n", Files.readString(folder.resolve("apt-was-called")));
    }

    @Test
    void oneMessageTellsWhatWasTriedWhyItFailedAndWhatToDo() throws Exception {
        script("python3", "echo 'nothing is here'; exit 1");
        script("id", "echo 1000");
        script("apt-get", "exit 1");
        Ended ended = find();
        assertEquals(3, ended.code);
        assertEquals("", ended.printed);
        assertTrue(ended.said.contains("\nNo Jupyter was found, and none could be installed. Tried:\n"), ended.said);
        assertTrue(ended.said.contains("- " + bin.resolve("python3") + ": nothing is here"), ended.said);
        assertTrue(ended.said.contains("- pip into .venv: Python's module venv is missing"), ended.said);
        assertTrue(ended.said.contains("- Debian's packages: this user is not root and has no sudo"), ended.said);
        assertTrue(ended.said.contains("binder/quickstart --plain"), ended.said);
    }

    @Test
    void machineWithoutPythonIsToldSo() throws Exception {
        String said = find().said;
        assertTrue(said.contains("- a Python that has it: there is no python3"), said);
        assertTrue(said.contains("- pip into .venv: python3 is missing"), said);
        assertTrue(said.contains("- Debian's packages: apt-get is not there"), said);
    }

    @Test
    void pipWithoutAnIndexIsOneReasonAmongOthersAndLeavesNothingBehind() throws Exception {
        Path base = Path.of(output(usable(), "-c", "import sys; print(sys._base_executable)"));
        assumeTrue(
                new ProcessBuilder(base.toString(), "-c", "import ensurepip")
                                .start()
                                .waitFor()
                        == 0,
                "Python's module venv is missing");
        script(
                "python3",
                "case $1 in binder/usable.py) echo 'nothing is here'; exit 1;; esac; exec " + base + " \"$@\"");
        Ended ended = find();
        assertEquals(3, ended.code, ended.said);
        assertTrue(ended.said.contains("- pip into .venv: ERROR: No matching distribution found"), ended.said);
        assertFalse(Files.exists(binder.resolveSibling(".venv")));
    }

    private Ended find() throws IOException, InterruptedException {
        ProcessBuilder process =
                new ProcessBuilder(binder.resolve("find-jupyter").toString());
        process.environment().clear();
        process.environment().put("PATH", bin.toString());
        process.environment().put("HOME", folder.toString());
        process.environment().put("PIP_NO_INDEX", "1");
        process.environment().put("PIP_CONFIG_FILE", "/dev/null");
        File said = folder.resolve("said").toFile();
        Process finding = process.redirectError(said).start();
        String printed = new String(finding.getInputStream().readAllBytes());
        return new Ended(finding.waitFor(), printed, Files.readString(said.toPath()));
    }

    private String usable() throws IOException, InterruptedException {
        return Jupyter.python(folder.resolve("kernels")).command().get(0);
    }

    private void script(String name, String body) throws IOException {
        Files.deleteIfExists(bin.resolve(name));
        Files.writeString(bin.resolve(name), "#!" + onPath("bash") + "\n" + body + "\n");
        executable(bin.resolve(name));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String output(String... command) throws IOException {
        return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes()).strip();
    }

    private static Path onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool + " on the PATH"));
    }
}
