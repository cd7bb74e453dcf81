package org.differnet.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.differnet.kernel.Jupyter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs of binder/ that choose a kernel, in a home of their own and with pip from a folder alone. */
abstract class KernelChoice {

    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    static final byte[] JAR = {1, 2, 3};
    static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    Path folder;

    /** Where the kernel of this home lies. */
    Path kernel;

    record Ended(int code, String said) {}

    @BeforeEach
    void home() {
        kernel = folder.resolve("home/.local/share/jupyter/kernels/java");
    }

    final Path someoneElses(String jar) throws IOException {
        return install(folder.resolve("elsewhere/kernels/java"), JAVA, jar);
    }

    static Path install(Path spec, Path java, String jar) throws IOException {
        Files.createDirectories(spec);
        Files.writeString(
                spec.resolve("kernel.json"),
                new Gson().toJson(Map.of("argv", List.of(java.toString(), "-jar", "{resource_dir}/" + jar))));
        Files.write(spec.resolve(jar), JAR);
        return spec;
    }

    final JsonObject specification() throws IOException, InterruptedException {
        Ended ended = choose("true", folder.resolve("elsewhere/kernels/java"));
        assertEquals(0, ended.code, ended.said);
        return JsonParser.parseString(Files.readString(kernel.resolve("kernel.json")))
                .getAsJsonObject();
    }

    final Ended choose(String offline, Path others) throws IOException, InterruptedException {
        return end(choosing(offline, others));
    }

    final ProcessBuilder choosing(String offline, Path others) throws IOException, InterruptedException {
        Path classPath = folder.resolve("classpath.txt");
        Files.writeString(classPath, CLASS_PATH);
        ProcessBuilder python = process(offline, "binder/kernelspec.py", "--user", "java", "17", classPath.toString());
        python.environment().put("JUPYTER_PATH", others.getParent().getParent().toString());
        return python;
    }

    final ProcessBuilder process(String offline, String script, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder python = Jupyter.python(
                folder.resolve("tests"), Jupyter.root().resolve(script).toString());
        python.command().addAll(List.of(arguments));
        List.of("JUPYTER_PATH", "JUPYTER_DATA_DIR", "XDG_DATA_HOME", "PIP_FIND_LINKS")
                .forEach(python.environment()::remove);
        python.environment().put("HOME", folder.resolve("home").toString());
        python.environment().put("DIFFERNET_OFFLINE", offline);
        python.environment().put("PIP_NO_INDEX", "1");
        python.environment().put("PIP_CONFIG_FILE", "/dev/null");
        python.environment().put("no_proxy", "127.0.0.1");
        return python;
    }

    final Ended end(ProcessBuilder python) throws IOException, InterruptedException {
        File said = folder.resolve("said").toFile();
        int code = python.redirectErrorStream(true).redirectOutput(said).start().waitFor();
        return new Ended(code, Files.readString(said.toPath()));
    }
}
