package org.differnet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTestsTest {

    @TempDir
    Path target;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectories(target.resolve("surefire-reports"));
        Files.createDirectories(target.resolve("test-classes/org/a"));
    }

    @Test
    void reasonsAreCountedMostFirst() throws IOException {
        report(
                "org.a.OneTest",
                "<testcase name='passed'/>",
                skipped("Assumption failed: no folder shared/golden&#10;more"));
        report(
                "org.a.TwoTest",
                skipped("Assumption failed: no pipe on Windows"),
                skipped("Assumption failed: no folder shared/golden"));
        assertEquals("""
                3 of 4 tests were skipped
                  2: no folder shared/golden (OneTest, TwoTest)
                  1: no pipe on Windows (TwoTest)""", summary());
    }

    @Test
    void reasonOfAnAssumptionOfJUnit5IsInItsException() throws IOException {
        report(
                "org.a.OneTest",
                "<testcase name='a'><skipped type='org.opentest4j.TestAbortedException'><![CDATA["
                        + "org.opentest4j.TestAbortedException: Assumption failed: no python3 with torch here\n"
                        + "\tat org.junit.jupiter.api.Assumptions.assumeTrue(Assumptions.java:120)]]></skipped></testcase>");
        assertEquals("""
                1 of 1 tests were skipped
                  1: no python3 with torch here (OneTest)""", summary());
    }

    @Test
    void whereAllWereRunThatIsSaidToo() throws IOException {
        report("org.a.OneTest", "<testcase name='passed'/>");
        assertEquals("0 of 1 tests were skipped", summary());
    }

    @Test
    void reportsOfClassesThatAreGoneAreLeftOut() throws IOException {
        report("org.a.OneTest", "<testcase name='passed'/>");
        Files.delete(target.resolve("test-classes/org/a/OneTest.class"));
        assertEquals("0 of 0 tests were skipped", summary());
    }

    private String summary() throws IOException {
        return SkippedTests.summary(target.resolve("surefire-reports"), target.resolve("test-classes"));
    }

    private static String skipped(String message) {
        return "<testcase name='a'><skipped message='" + message + "'/></testcase>";
    }

    private void report(String name, String... cases) throws IOException {
        Files.createFile(target.resolve("test-classes").resolve(name.replace('.', '/') + ".class"));
        Files.writeString(
                target.resolve("surefire-reports/TEST-" + name + ".xml"),
                "<testsuite name='" + name + "'>" + String.join("", cases) + "</testsuite>");
    }
}
