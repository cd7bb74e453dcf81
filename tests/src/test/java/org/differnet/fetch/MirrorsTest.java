package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.differnet.fetch.http.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorsTest {

    private static final String A = Path.of("a").toAbsolutePath().toString();
    private static final String B = Path.of("b").toAbsolutePath().toString();
    private static final String URL = "https://host:8443/x";

    private static List<String> parse(String text, String separator) {
        return Mirrors.parse(text, separator).stream()
                .map(Mirrors.Mirror::toString)
                .toList();
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> Mirrors.parse(text, ":"))
                .getMessage();
    }

    @Test
    void nothingGivesNoMirror() {
        assertEquals(List.of(), parse(" , ", ":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a:b", " a : b ", "a::b,", ",a,,b"})
    void foldersAreSeparatedByCommasOrAsInAClassPath(String text) {
        assertEquals(List.of(A, B), parse(text, ":"));
    }

    @Test
    void foldersOfWindowsAreSeparatedBySemicolons() {
        assertEquals(List.of(A, B), parse("a;b", ";"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,https://host:8443/x,b", "a:https://host:8443/x,b"})
    void aUrlKeepsItsColons(String text) {
        assertEquals(List.of(A, URL, B), parse(text, ":"));
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
        assertEquals(List.of(Address.parse(url).toString()), parse(url, ":"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:Pa55@host/x",
                "https://user:Pa55@my_host:8443/x",
                "https://user%40org:Pa55@host/x",
                "https://Pa55@host/x",
                "https://host/x?token=Pa55",
                "https://host/x?X-Amz-Signature=Pa55:Pa55",
                "https://host/x;token=Pa55",
                "https://host?Pa55",
                "https://host/x#Pa55",
                "a:https://user:Pa55@host/x",
                "https://user:Pa55@host/x?mail=a@b&token=Pa55",
            })
    void whatIsSecretInAUrlIsNotShown(String text) {
        String shown = Mirrors.parse(text, ":").toString();
        assertTrue(!shown.contains("Pa55") && shown.contains("host"), shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:Pa55@host:99999999/x",
                "https://user:Pa55 @host/x",
                "https://user:Pa55/word@host/x y",
                "https://user:Pa55?word@host/x",
                "https://user:Pa55#word@host/x",
                "https://user:Pa55^@host/x",
                "https://user:Pa55%zz@host/x",
                "https://user:Pa55,word@host/x",
                "https://user:Pa55",
                "https://user:Pa55@",
                "http://user:Pa55@host/x",
                "https://user:Pa55@host/x:/data",
                "https://host/x y?token=Pa55",
                "https://host/x?token=Pa 55&Pa55",
                "https://host/x?token=word,Pa55",
                "https://user:word@host/x,Pa55",
                "https://Pa55#word@host/x",
                "https://Pa55#word@host:8443/x",
                "https://host#Pa55#word@host/x",
                "https://host#Pa55:word@host/x",
                "https://user:pa@Pa55#word@host/x",
                "https://Pa55?word@host/x",
                "https://user:1#Pa55@host/x",
                "https://Pa55/w#word@host/x",
                "https://Pa55,word@host/x",
                "a:https://Pa55#word@host/x",
            })
    void aUrlThatIsRefusedDoesNotShowItsSecret(String text) {
        Throwable error = assertThrows(IllegalArgumentException.class, () -> Mirrors.parse(text, ":"));
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            assertTrue(!cause.toString().contains("Pa55") && !cause.toString().contains("word@"), cause.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://Pa55/w?word@host/x", "https://Pa55/word@host/x", "https://host/Pa55@1?word@host/x"})
    void whatMayBeTheStartOfASecretIsNotShown(String text) {
        String shown = Mirrors.parse(text, ":").toString();
        assertTrue(!shown.contains("Pa55") && !shown.contains("word@"), shown);
    }

    @Test
    void aFragmentInATokenIsToBeEscaped() {
        assertTrue(refusal("https://to#ken@host/x").contains("%23"));
    }

    @Test
    void aCommaInASecretIsToBeEscaped() {
        String message = refusal("https://user:a,b@host/x");
        assertTrue(message.contains("%XX") || message.contains("%2C"), message);
        assertTrue(refusal("https://host/x?token=a,b").contains("%2C"));
    }

    @Test
    void aWholePathMayFollowAUrlWithASecret() {
        Path data = Path.of("data").toAbsolutePath();
        assertEquals(List.of("https://host/x", data.toString()), parse("https://user:password@host/x," + data, ";"));
    }

    @Test
    void aTildeIsTheUsersHomeFolder() {
        Path home = Path.of(System.getProperty("user.home"));
        assertEquals(List.of(home.resolve("data").toString()), parse("~/data", ":"));
    }

    @Test
    void aHostWithAnUnderscoreIsOne() {
        assertEquals(
                List.of("https://my_mirror.example.org:8443/x"), parse("https://my_mirror.example.org:8443/x", ":"));
    }

    @Test
    void aColonInAQueryIsNotTheEndOfTheUrl() {
        assertEquals(List.of("https://host/x"), parse("https://host/x?date=12:30", ":"));
    }

    @Test
    void aHostThatOnlyBeginsLikeThisMachineIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Mirrors.parse("http://localhost.example.org/x", ":"));
    }
}
