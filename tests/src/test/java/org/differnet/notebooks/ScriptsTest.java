package org.differnet.notebooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.kernel.Jupyter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts of binder/ say of a machine, in a copy of them and with programs that only pretend. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ScriptsTest {

    @TempDir
    Path folder;

    private Path clone;

    private record Ended(int code, String printed, String said) {}

    @BeforeEach
    void copy() throws IOException {
        folder = folder.toRealPath();
        clone = folder.resolve("clone");
        Path binder = Files.createDirectories(clone.resolve("binder"));
        try (Stream<Path> files = Files.list(Jupyter.root().resolve("binder"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, binder.resolve(file.getFileName()));
            }
        }
        for (String source :
                List.of("pom.xml", "tests/pom.xml", "tests/src/main/A.java", "toolkit/A", "data-fetch/A")) {
            file(clone.resolve(source), "");
        }
        Files.createDirectories(binder.resolve("kernel"));
        Files.createDirectories(binder.resolve("cli"));
    }

    @Test
    void oldJavaIsNoAnomaly() throws Exception {
        java("11.0.2", "jdk.jshell@11");
        Ended ended = run("binder/differnet score");
        assertEquals(2, ended.code, ended.said);
        assertTrue(
                ended.said.contains("java is Java 11; a JDK (not a JRE) of version 17 or later is needed"), ended.said);
    }

    @Test
    void missingJavaIsNoAnomaly() throws Exception {
        Ended ended = run("JAVA_HOME=$PWD/none binder/differnet score");
        assertEquals(2, ended.code, ended.said);
        assertTrue(ended.said.contains("none/bin/java is missing or does not start"), ended.said);
    }

    @Test
    void javaWithoutJShellIsRefused() throws Exception {
        java("17.0.1", "java.base@17");
        Ended ended = run("binder/fetch list");
        assertEquals(1, ended.code, ended.said);
        assertTrue(ended.said.contains("a JDK (not a JRE) of version 17 or later is needed"), ended.said);
    }

    @Test
    void windowsIsReferredToItsOwnSteps() throws Exception {
        stub("uname", "echo MINGW64_NT-10.0-19045 x86_64");
        Ended ended = run("binder/setup");
        assertEquals(1, ended.code);
        assertTrue(ended.said.contains("docs/windows.md"), ended.said);
    }

    @Test
    void systemThatCannotRunTheCommandLineIsNoAnomaly() throws Exception {
        stub("uname", "echo MINGW64_NT-10.0-19045 x86_64");
        assertEquals(2, run("binder/differnet score").code);
    }

    @Test
    void macWithAnIntelProcessorIsToldAtOnce() throws Exception {
        stub("uname", "echo Darwin x86_64");
        Ended ended = run("binder/quickstart --plain");
        assertEquals(1, ended.code);
        assertTrue(ended.said.contains("Apple silicon alone"), ended.said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-plain", "--plain --plain"})
    void quickstartRefusesWhatItDoesNotKnow(String arguments) throws Exception {
        assertEquals(
                new Ended(2, "", "binder/quickstart takes --plain or nothing, not " + arguments + "\n"),
                run("binder/quickstart " + arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"differnet", "fetch", "quickstart"})
    void scriptsAreFoundThroughLinks(String name) throws Exception {
        java("11.0.2", "jdk.jshell@11");
        Files.createSymbolicLink(
                folder.resolve("there"), clone.resolve("binder").resolve(name));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("there"));
        String said = run("../link" + (name.equals("quickstart") ? " --plain" : "")).said;
        assertTrue(said.contains("java is Java 11"), said);
    }

    @Test
    void anotherPathForCdLeadsNowhereElse() throws Exception {
        Files.createDirectories(folder.resolve("other/binder"));
        Ended ended = run("CDPATH=$PWD/../other:.; export CDPATH; source binder/environment; echo $root");
        assertEquals(new Ended(0, clone + "\n", ""), ended);
    }

    @Test
    void scriptsOfFiguresAreFoundWhereTheKernelIsSomeoneElses() throws Exception {
        Files.createDirectories(clone.resolve(".venv/share/jupyter/labextensions"));
        assertEquals(clone + "/.venv/share/jupyter\n", run("source binder/environment; echo $JUPYTER_PATH").printed);
    }

    @Test
    void pythonOfOnesOwnStaysBeforeThatOfJavaHome() throws Exception {
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin"));
        for (String name : List.of("java", "python3")) {
            Files.createSymbolicLink(jdk.resolve(name), Path.of("/bin/sh"));
        }
        stub("python3", "exit 0");
        String said = run("JAVA_HOME=" + folder + "/jdk; PATH=" + folder + "/bin:" + jdk
                        + ":/usr/bin:/bin; source binder/environment; command -v python3")
                .printed;
        assertEquals(folder.resolve("bin/python3") + "\n", said);
    }

    @Test
    void foldersOfJupyterThatAreNamedStay() throws Exception {
        assertEquals(
                "/data/jupyter\n",
                run("HOME=/nowhere; export JUPYTER_DATA_DIR=/data/jupyter; source binder/environment;"
                                + " echo $JUPYTER_DATA_DIR")
                        .printed);
    }

    @Test
    void installedKernelsStartTheJavaOfJavaHome() throws Exception {
        java("17.0.1", "jdk.jshell@17");
        assertEquals(
                folder.resolve("bin/java") + "\n",
                run("JAVA_HOME=" + folder + "; PATH=/usr/bin:/bin; source binder/environment; command -v java")
                        .printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANSI_X3.4-1968", "US-ASCII"})
    void localeOfAsciiIsLeft(String charmap) throws Exception {
        stub("locale", "if [[ $1 == charmap ]]; then echo " + charmap + "; else echo C.utf8; fi");
        assertEquals("C.UTF-8\n", run("source binder/platform 2> /dev/null; echo $LC_ALL").printed);
    }

    @Test
    void localeWithMoreThanAsciiStays() throws Exception {
        stub("locale", "if [[ $1 == charmap ]]; then echo UTF-8; else echo C.utf8; fi");
        assertEquals("none\n", run("unset LC_ALL; source binder/platform; echo ${LC_ALL-none}").printed);
    }

    @Test
    void jupyterWritesHereWhereTheHomeCannotBeWritten() throws Exception {
        assertEquals(
                clone + "/target/jupyter/runtime\n",
                run("HOME=/nonexistent; source binder/environment; echo $JUPYTER_RUNTIME_DIR").printed);
    }

    @Test
    void jupyterWritesWhereItIsUsedToInAHomeThatCanBeWritten() throws Exception {
        assertEquals("none\n", run("HOME=$PWD; source binder/environment; echo ${JUPYTER_RUNTIME_DIR-none}").printed);
    }

    @Test
    void classPathIsNotMadeAnewWhereNothingHasChanged() throws Exception {
        maven();
        run("binder/build");
        assertEquals(new Ended(0, "", ""), run("binder/build"));
    }

    @Test
    void classPathThatHasLostAnEntryIsMadeAnew() throws Exception {
        maven();
        run("binder/build");
        Files.delete(folder.resolve("repository/a.jar"));
        run("binder/build");
        assertTrue(Files.exists(folder.resolve("repository/a.jar")));
    }

    @Test
    void classPathOfAFolderThatWasCopiedIsMadeAnew() throws Exception {
        maven();
        run("binder/build");
        Ended ended = run("cp -R . ../copy; ../copy/binder/build");
        assertTrue(ended.said.contains("Building the toolkit"), ended.said);
    }

    @Test
    void proxyThatMavenDoesNotHeedIsNamedWhereItFails() throws Exception {
        stub("mvn", "exit 1");
        Ended ended = run("https_proxy=http://proxy:3128 binder/build");
        assertEquals(1, ended.code);
        assertTrue(ended.said.contains("~/.m2/settings.xml"), ended.said);
    }

    private Ended run(String command) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", command).directory(clone.toFile());
        bash.environment().merge("PATH", folder.resolve("bin") + File.pathSeparator, (path, first) -> first + path);
        List.of("JAVA_HOME", "JUPYTER_PATH", "JUPYTER_RUNTIME_DIR", "https_proxy", "HTTPS_PROXY")
                .forEach(bash.environment()::remove);
        File said = folder.resolve("said").toFile();
        Process process = bash.redirectError(said).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), printed, Files.readString(said.toPath()));
    }

    private void java(String version, String modules) throws IOException {
        stub(
                "java",
                "if [[ $1 == -version ]]; then echo 'openjdk version \"" + version + "\"' >&2; else echo " + modules
                        + "; fi");
    }

    /** One that puts a class path of one jar in its place. */
    private void maven() throws IOException {
        Path jar = folder.resolve("repository/a.jar");
        stub(
                "mvn",
                "mkdir -p tests/target " + jar.getParent() + "; touch " + jar + "; printf " + jar
                        + " > tests/target/classpath.txt");
    }

    private void stub(String name, String body) throws IOException {
        Path stub = folder.resolve("bin").resolve(name);
        file(stub, "#!/usr/bin/env bash\n" + body + "\n");
        Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void file(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
