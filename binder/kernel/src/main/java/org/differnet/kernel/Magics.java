package org.differnet.kernel;

import io.github.spencerpark.jupyter.kernel.magic.common.Load;
import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a cell that begin with {@code %}: what they name joins the class path or the session. */
final class Magics {

    /** A line of a cell that is a magic: its name and its argument. */
    static final Pattern LINE = Pattern.compile("(?m)^%(\\S+)[ \\t]*(.*)$");

    private static final Pattern COORDINATES = Pattern.compile("([\\w.-]+):([\\w.-]+):([\\w.-]+)");

    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>cell</groupId>
              <artifactId>cell</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <dependencies>
                <dependency>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                </dependency>
              </dependencies>
            </project>
            """;

    private final Cells cells;

    Magics(Cells cells) {
        this.cells = cells;
    }

    void run(String name, String argument) throws Exception {
        switch (name) {
            case "jars", "classpath" -> {
                if (addMatching(argument) == 0) {
                    throw new FileNotFoundException("%" + name + " found nothing at '" + argument
                            + "' from folder " + Path.of("").toAbsolutePath() + "; give a jar, a folder of classes or"
                            + " a pattern such as lib/*.jar");
                }
            }
            case "maven" -> maven(argument);
            case "load" -> new Load(List.of(".jshell", ".jsh", ".java"), cells::runParts).load(List.of(argument));
            default ->
                throw new IllegalArgumentException(
                        "%" + name + " is not known here; there are %maven, %jars, %classpath and %load");
        }
    }

    /** Adds what a file name or pattern matches; how many that were. */
    int addMatching(String pattern) {
        int found = 0;
        if (pattern.isBlank()) {
            return found;
        }
        try {
            for (Path entry : new GlobFinder(withSlashes(pattern, File.separatorChar)).computeMatchingPaths()) {
                cells.addToClassPath(entry);
                found++;
            }
        } catch (NoSuchFileException e) {
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("class path entry " + pattern + " cannot be read", e);
        }
        return found;
    }

    /** The finder of patterns knows slashes alone. */
    static String withSlashes(String pattern, char separator) {
        return pattern.replace(separator, '/');
    }

    private void maven(String argument) throws IOException, InterruptedException {
        Matcher coordinates = COORDINATES.matcher(argument);
        if (!coordinates.matches()) {
            throw new IllegalArgumentException("%maven takes groupId:artifactId:version, not '" + argument + "'");
        }
        Path folder = Files.createTempDirectory("maven-magic");
        Path pom = folder.resolve("pom.xml");
        Path found = folder.resolve("classpath");
        Path log = folder.resolve("log");
        try {
            Files.writeString(
                    pom,
                    String.format(Locale.ROOT, POM, coordinates.group(1), coordinates.group(2), coordinates.group(3)));
            Process maven = start(pom, found, log);
            if (maven.waitFor() != 0) {
                throw new IOException("Maven cannot resolve " + argument + ":\n"
                        + Files.readString(log).strip());
            }
            for (String entry : Files.readString(found).strip().split(Pattern.quote(File.pathSeparator))) {
                cells.addToClassPath(Path.of(entry));
            }
        } finally {
            for (Path file : List.of(pom, found, log, folder)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Windows starts a script by its whole name only. */
    static String command(String system) {
        return system.startsWith("Windows") ? "mvn.cmd" : "mvn";
    }

    private static Process start(Path pom, Path found, Path log) {
        try {
            return new ProcessBuilder(
                            command(System.getProperty("os.name")),
                            "-q",
                            "-B",
                            "-f",
                            pom.toString(),
                            "dependency:build-classpath",
                            "-Dmdep.includeScope=runtime",
                            "-Dmdep.outputFile=" + found)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%maven needs the command mvn on the PATH; install Maven, or name the jar with %jars", e);
        }
    }
}
