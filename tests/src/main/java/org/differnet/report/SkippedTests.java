package org.differnet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Says at the end of {@code mvn verify} how many tests were skipped and why, also where all others passed. */
public final class SkippedTests {

    private static final String ASSUMPTION = "Assumption failed: ";
    private static final int MOST_CLASSES = 4;

    private SkippedTests() {}

    /** Reads the reports in target/surefire-reports, or in the folder that is named, and prints {@link #summary}. */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments.length > 0 ? arguments[0] : "target");
        System.out.println(summary(target.resolve("surefire-reports"), target.resolve("test-classes")));
    }

    /**
     * How many tests there were and how many were skipped, by reason, most first.
     *
     * @param reports the folder of Surefire's XML files; where a class was run several times, its last run counts
     * @param classes the folder of the test classes: reports of others are left from an earlier build
     */
    static String summary(Path reports, Path classes) throws IOException {
        int tests = 0;
        Map<String, List<String>> skipped = new TreeMap<>();
        for (Path report : files(reports)) {
            Element suite = root(report);
            if (!Files.exists(classes.resolve(suite.getAttribute("name").replace('.', '/') + ".class"))) {
                continue;
            }
            NodeList cases = suite.getElementsByTagName("testcase");
            tests += cases.getLength();
            for (int i = 0; i < cases.getLength(); i++) {
                Element each = (Element) cases.item(i);
                NodeList marks = each.getElementsByTagName("skipped");
                if (marks.getLength() > 0) {
                    String reason = reason((Element) marks.item(0));
                    skipped.computeIfAbsent(reason, key -> new ArrayList<>()).add(simple(suite.getAttribute("name")));
                }
            }
        }
        return lines(tests, skipped);
    }

    private static String lines(int tests, Map<String, List<String>> skipped) {
        int all = skipped.values().stream().mapToInt(List::size).sum();
        StringBuilder text = new StringBuilder(all + " of " + tests + " tests were skipped");
        skipped.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .forEach(entry -> {
                    List<String> names =
                            entry.getValue().stream().distinct().sorted().toList();
                    String some = names.stream().limit(MOST_CLASSES).collect(Collectors.joining(", "));
                    text.append("\n  ")
                            .append(entry.getValue().size())
                            .append(": ")
                            .append(entry.getKey());
                    text.append(" (").append(some).append(names.size() > MOST_CLASSES ? " and others)" : ")");
                });
        return text.toString();
    }

    private static List<Path> files(Path reports) throws IOException {
        if (!Files.isDirectory(reports)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(reports)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private static Element root(Path report) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(report.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " is no report of Surefire: " + e + "; delete it", e);
        }
    }

    /** Of its message, or, where an assumption of JUnit 5 failed, of the first line of the exception. */
    private static String reason(Element mark) {
        String message = mark.hasAttribute("message")
                ? mark.getAttribute("message")
                : mark.getTextContent().replaceFirst("^\\s*[\\w.]+Exception: ", "");
        String first = message.strip().lines().findFirst().orElse("no reason given");
        return first.startsWith(ASSUMPTION) ? first.substring(ASSUMPTION.length()) : first;
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
