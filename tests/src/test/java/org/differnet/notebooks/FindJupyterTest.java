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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.differnet.kernel.Jupyter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to a Jupyter, in a copy of binder/ and with a PATH that holds what each test puts there. */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS)
class FindJupyterTest {

    private static final List<String> TOOLS =
            List.of("bash", "cat", "chmod", "dirname", "env", "id", "mkdir", "readlink", "rm", "sed", "uname", "true");

    @TempDir
    static Path kernels;

    private static String usable;

    @TempDir
    Path folder;

    private Path binder;
    private Path bin;

    private record Ended(int code, String printed, String said) {}

    @BeforeAll
    static void findOne() throws IOException, InterruptedException {
        usable = Jupyter.python(kernels).command().get(0);
    }

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
        script("python3", "exec " + usable + " \"$@\"");
        assertEquals(new Ended(0, bin.resolve("python3") + "\n", ""), find());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!%s/python",
                "#!%s/python3.11 -sP",
                "#!/bin/sh\n'''exec' %s/python3 \"$0\" \"$@\"",
                "#!/bin/sh\n'''exec' \"%s/of mine/python\" \"$0\" \"$@\""
            })
    void pythonOfTheJupyterOnThePathIsUsed(String launcher) throws Exception {
        script("python3", "echo 'nothing is here'; exit 1");
        Path python = folder.resolve(launcher.replaceFirst("(?s).*%s/(.*python[0-9.]*).*", "$1"));
        Files.createDirectories(python.getParent());
        Files.writeString(python, "#!" + onPath("true") + "\n");
        executable(python);
        Files.writeString(bin.resolve("jupyter"), launcher.replace("%s", folder.toString()) + "\n");
        executable(bin.resolve("jupyter"));
        assertEquals(new Ended(0, python + "\n", ""), find());
    }

    @Test
    void pythonThatRunsNotebooksAloneIsNotEnoughForABrowser() throws Exception {
        script("python3", "[[ $2 == run ]] || { echo 'jupyterlab is missing'; exit 1; }");
        assertEquals(new Ended(0, bin.resolve("python3") + "\n", ""), find());
        Ended browser = find("lab");
        assertEquals(3, browser.code);
        assertTrue(browser.said.contains("- " + bin.resolve("python3") + ": jupyterlab is missing"), browser.said);
    }

    @Test
    void jupyterThatIsTooOldIsNamedWithItsVersion() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old"));
        Files.writeString(old.resolve("nbclient.py"), "");
        Files.createDirectories(old.resolve("nbclient-0.5.1.dist-info"));
        Files.writeString(old.resolve("nbclient-0.5.1.dist-info/METADATA"), "Name: nbclient\nVersion: 0.5.1\n");
        script("python3", "[[ $1 == -m ]] && exit 1; PYTHONPATH=" + old + " exec " + usable + " \"$@\"");
        assertTrue(find().said.contains("nbclient is 0.5.1, older than 0.7"), find().said);
    }

    private void pythonThatMakesEnvironments() throws IOException {
        script("python3", String.format(Locale.ROOT, """
                if [[ $1 == -c ]]; then exit 0; fi
                if [[ $1 != -m ]]; then echo "nothing is here"; exit 1; fi
                mkdir -p .venv/bin
                echo '#!/usr/bin/env bash
                if [[ $1 == -m ]]; then echo "$@" > pip-was-called; exit 0; fi
                exec %s "$@"' > .venv/bin/python
                chmod +x .venv/bin/python""", usable));
    }

    @Test
    void pipMakesAnEnvironmentBesideTheKernelThatSetupHasWritten() throws Exception {
        Path kernels = Files.createDirectories(binder.resolveSibling(".venv/share/jupyter/kernels"));
        pythonThatMakesEnvironments();
        Ended ended = find();
        assertEquals(0, ended.code, ended.said);
        assertTrue(Files.isDirectory(kernels));
    }

    @Test
    void linkThatLeadsNowhereStaysWherePipCannot() throws Exception {
        Path link = Files.createSymbolicLink(binder.resolveSibling(".venv"), folder.resolve("unmounted"));
        script("python3", "[[ $1 == -c ]]");
        assertEquals(3, find().code);
        assertTrue(Files.isSymbolicLink(link));
    }

    @Test
    void pipMakesAnEnvironmentWhereNoneIsThere() throws Exception {
        pythonThatMakesEnvironments();
        Path python = binder.resolveSibling(".venv/bin/python");
        Ended ended = find();
        assertEquals(0, ended.code, ended.said);
        assertEquals(python.toRealPath() + "\n", ended.printed);
        assertTrue(ended.said.startsWith("Installing JupyterLab into "), ended.said);
        assertTrue(Files.readString(binder.resolveSibling("pip-was-called")).contains("-r binder/requirements.txt"));
        assertEquals(new Ended(0, python.toRealPath() + "\n", ""), find(), "a second run");
    }

    @Test
    void environmentThatIsAlreadyThereStaysWherePipCannot() throws Exception {
        Path python = environment("exit 1");
        script("python3", "case $1 in -c) exit 0 ;; -m) rm -rf .venv ;; esac; exit 1");
        Ended ended = find();
        assertEquals(3, ended.code, ended.said);
        assertTrue(ended.said.contains(".venv was already there, delete it to have it made anew"), ended.said);
        assertTrue(Files.isExecutable(python));
    }

    @Test
    void settingsOfPipThatLeadElsewhereAreLeftAside() throws Exception {
        environment("echo \"$@ to ${PIP_TARGET-}\" > pip-was-called; exit 1");
        find();
        String call = Files.readString(binder.resolveSibling("pip-was-called"));
        assertTrue(call.contains("--no-user") && call.endsWith("to \n"), call);
    }

    @Test
    void pythonThatIsTooOldForJupyterLabIsNamed() throws Exception {
        script("python3", """
                case $* in
                  *version_info*) exit 1 ;;
                  -c*) ;;
                  --version) echo Python 3.8.10 ;;
                  *) exit 1 ;;
                esac""");
        String said = find().said;
        assertTrue(
                said.contains("- pip into .venv: JupyterLab needs Python 3.9 or later, this is Python 3.8.10"), said);
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
        Path base = Path.of(output(usable, "-c", "import sys; print(sys._base_executable)"));
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

    /** A .venv whose Python has no Jupyter; {@code pip} says what its pip does. */
    private Path environment(String pip) throws IOException {
        Path python = binder.resolveSibling(".venv/bin/python");
        Files.createDirectories(python.getParent());
        Files.writeString(python, "#!" + onPath("bash") + "\nif [[ $1 == -m ]]; then " + pip + "; fi; exit 1\n");
        executable(python);
        return python;
    }

    private Ended find(String... purpose) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(purpose));
        command.add(0, binder.resolve("find-jupyter").toString());
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().clear();
        process.environment().put("PATH", bin.toString());
        process.environment().put("HOME", folder.toString());
        process.environment().put("PIP_NO_INDEX", "1");
        process.environment().put("PIP_CONFIG_FILE", "/dev/null");
        process.environment().put("PIP_TARGET", folder.resolve("elsewhere").toString());
        File said = folder.resolve("said").toFile();
        Process finding = process.redirectError(said).start();
        String printed = new String(finding.getInputStream().readAllBytes());
        return new Ended(finding.waitFor(), printed, Files.readString(said.toPath()));
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
