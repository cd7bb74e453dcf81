package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorsTest {

    private static final URI A = Path.of("a").toUri();
    private static final URI B = Path.of("b").toUri();
    private static final URI URL = URI.create("https://host:8443/x");

    @Test
    void nothingGivesNoMirror() {
        assertEquals(List.of(), Mirrors.parse(" , ", ":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a:b", " a : b ", "a::b,", ",a,,b"})
    void foldersAreSeparatedByCommasOrAsInAClassPath(String text) {
        assertEquals(List.of(A, B), Mirrors.parse(text, ":"));
    }

    @Test
    void foldersOfWindowsAreSeparatedBySemicolons() {
        assertEquals(List.of(A, B), Mirrors.parse("a;b", ";"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,https://host:8443/x,b", "a:https://host:8443/x,b"})
    void aUrlKeepsItsColons(String text) {
        assertEquals(List.of(A, URL, B), Mirrors.parse(text, ":"));
    }

    @Test
    void aUrlThatRunsIntoAFolderIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Mirrors.parse("https://host:8443/x:/data", ":"))
                .getMessage();
        assertTrue(message.contains("put a comma"), message);
    }

    @Test
    void plainHttpIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> Mirrors.parse("http://host/x", ":"))
                .getMessage();
        assertTrue(message.contains("use https"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:80/x", "http://127.0.0.1/x", "http://[::1]:8080/x"})
    void plainHttpOfThisMachineIsAllowed(String url) {
        assertEquals(List.of(URI.create(url)), Mirrors.parse(url, ":"));
    }

    @Test
    void aHostThatOnlyBeginsLikeThisMachineIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Mirrors.parse("http://localhost.example.org/x", ":"));
    }
}
