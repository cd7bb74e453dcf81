package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RuntimeClassPathTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>\\s*<groupId>[^<]+</groupId>\\s*<artifactId>([^<]+)</artifactId>(.*?)</dependency>",
            Pattern.DOTALL);

    @Test
    void nothingThatOtherModulesRunOnIsOfTheTestsAlone() throws IOException {
        TreeSet<String> hidden = artifacts(ROOT.resolve("tests/pom.xml"), true);
        TreeSet<String> needed = new TreeSet<>();
        for (String module : List.of("data-fetch", "toolkit", "binder/kernel", "binder/cli")) {
            needed.addAll(artifacts(ROOT.resolve(module + "/pom.xml"), false));
        }
        hidden.retainAll(needed);
        assertEquals(new TreeSet<>(), hidden, "a scope of test here takes them from binder/quickstart's class path");
    }

    private static TreeSet<String> artifacts(Path pom, boolean ofTests) throws IOException {
        TreeSet<String> artifacts = new TreeSet<>();
        Matcher dependency = DEPENDENCY.matcher(Files.readString(pom));
        while (dependency.find()) {
            boolean test = dependency.group(2).contains("<scope>test</scope>");
            boolean optional = dependency.group(2).contains("<optional>true</optional>");
            if (ofTests ? test : !test && !optional) {
                artifacts.add(dependency.group(1));
            }
        }
        return artifacts;
    }
}
