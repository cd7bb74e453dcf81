package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to is there. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern PROGRAM = Pattern.compile("exec:java@([a-z]+)");

    @Test
    void everyRelativeLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (String link : found(LINK, document)) {
                if (!link.contains("://")
                        && !Files.exists(document.resolveSibling(link).normalize())) {
                    broken.add(root().relativize(document) + " -> " + link);
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyProgramThatIsNamedCanBeStarted() throws IOException {
        String pom = Files.readString(root().resolve("tests/pom.xml"))
                + Files.readString(root().resolve("toolkit/spark/pom.xml"));
        List<String> missing = new ArrayList<>();
        for (Path document : documents()) {
            for (String program : found(PROGRAM, document)) {
                if (!pom.contains("<id>" + program + "</id>")) {
                    missing.add(root().relativize(document) + " -> " + program);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    private static List<String> found(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path folder : List.of(root(), root().resolve("docs"), root().resolve("notebooks"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        assertFalse(documents.isEmpty());
        return documents;
    }

    private static Path root() {
        return Path.of("").toAbsolutePath().getParent();
    }
}
