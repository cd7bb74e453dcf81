package org.differnet.fetch.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

    private static final Address MIRROR = Address.parse("https://user:p%40ss@my_host:8443/a/?token=1");

    private static Optional<String> basic(String login) {
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://host, /weights/a.pth",
        "https://host/, /weights/a.pth",
        "https://host/x//, /x/weights/a.pth",
        "https://host/x?token=1&b=2, /x/weights/a.pth?token=1&b=2",
        "https://host?token=a/b, /weights/a.pth?token=a/b",
        "https://host/x#part, /x/weights/a.pth",
        "https://host/%20x/ü, /%20x/%C3%BC/weights/a.pth"
    })
    void aFileBelowItComesBeforeTheQuery(String address, String target) {
        assertEquals(target, Address.parse(address).resolve("weights/a.pth").target());
    }

    @Test
    void aFileWithSpecialCharactersIsEscaped() {
        assertEquals("/a/x%20%3F%23.png?token=1", MIRROR.resolve("x ?#.png").target());
    }

    @Test
    void userAndPasswordAreDecoded() {
        assertEquals(basic("user:p@ss"), MIRROR.authorization());
        assertEquals(basic("token:"), Address.parse("https://token@host/").authorization());
        assertEquals(basic("a+b:c"), Address.parse("https://a+b:c@host/").authorization());
        assertEquals(Optional.empty(), Address.parse("https://host/").authorization());
    }

    @ParameterizedTest
    @CsvSource({
        "https://My_Host.Example.org, my_host.example.org, 443",
        "https://[::1]:8443/, ::1, 8443",
        "https://bücher.example:1, xn--bcher-kva.example, 1",
        "http://localhost, localhost, 80"
    })
    void hostAndPortAreFound(String text, String host, int port) {
        Address.Server server = Address.parse(text).server();
        assertEquals(host, server.host());
        assertEquals(port, server.port());
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/x, https://host/x",
        "https://u:p@host:8443/x?y, https://host:8443/x",
        "https://[::1]:8443/x, https://[::1]:8443/x",
        "https://host:443/x, https://host/x"
    })
    void asTextItHasSchemeServerAndPath(String text, String shown) {
        assertEquals(shown, Address.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({"b", "/a/b?c", "https://my_host:8443/b", "//my_host:8443/b"})
    void aRedirectToTheSameServerTakesThePasswordAlong(String location) {
        assertEquals(MIRROR.authorization(), MIRROR.redirected(location).authorization());
    }

    @ParameterizedTest
    @CsvSource({"https://other/b", "https://my_host/b", "https://a:b@other/b", "https://my_host:8443.other/b"})
    void aRedirectToAnotherServerDoesNot(String location) {
        Optional<String> login = Optional.empty();
        try {
            login = MIRROR.redirected(location).authorization();
        } catch (IllegalArgumentException e) {
            // Refused, which gives the password to nobody either.
        }
        assertEquals(Optional.empty(), login);
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org/x", "http://localhost.example.org/x", "ftp://host/x", "https:///x", "https://host:0/x",
        "https://host:65536/x", "file:///etc/passwd", "host/x", "https://ho st/x", "https://host/%zz"
    })
    void whatIsNoSafeAddressIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
    }
}
