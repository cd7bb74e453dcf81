package org.differnet.fetch.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private final List<String> logins = new CopyOnWriteArrayList<>();
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private LocalServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        targets.add(exchange.getRequestURI().toString());
        ports.add(exchange.getRemoteAddress().getPort());
        LocalServer.send(exchange, CONTENT.length, CONTENT);
    }

    private static String withLogin(Object address) {
        return address.toString().replace("http://", "http://user:p%40ss@");
    }

    private static byte[] read(Http http, Address address) throws IOException {
        try (InputStream in = RemoteStream.from(http, address, 0, 0)) {
            return in.readAllBytes();
        }
    }

    @Test
    void userAndPasswordAreSentAndTheQueryStaysBehindThePath() throws IOException {
        server.serve("/mirror", this::answer);
        Address mirror = Address.parse(withLogin(server.address("/mirror?token=1")));
        assertArrayEquals(CONTENT, read(LocalServer.HTTP, mirror.resolve("weights/a.pth")));
        assertEquals(List.of(Address.basic("user:p%40ss")), logins);
        assertEquals(List.of("/mirror/weights/a.pth?token=1"), targets);
    }

    @Test
    void aRedirectToAnotherServerGetsNoPasswordAndNoQuery() throws IOException {
        try (LocalServer other = new LocalServer()) {
            String there = other.serve("/file", this::answer).toString();
            String here = withLogin(server.redirect("/file", there) + "?token=1");
            assertArrayEquals(CONTENT, read(LocalServer.HTTP, Address.parse(here)));
        }
        assertEquals(List.of("null"), logins);
        assertEquals(List.of("/file"), targets);
    }

    @Test
    void aRedirectThatIsRefusedDoesNotShowItsSignature() {
        String location = "http://user:Pa55@example.org/file?X-Amz-Signature=Pa55";
        Address address = Address.parse(server.redirect("/file", location).toString());
        Throwable error = assertThrows(IOException.class, () -> read(LocalServer.HTTP, address));
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains("Pa55"), cause.toString());
        }
    }

    @Test
    void theNextFileComesOverTheSameConnection() throws IOException {
        Address address = Address.parse(server.serve("/file", this::answer).toString());
        try (Http http = LocalServer.http(Patience.STANDARD, Pauses.STANDARD)) {
            read(http, address);
            read(http, address);
        }
        assertEquals(1, ports.stream().distinct().count(), ports.toString());
    }

    @Test
    void aConnectionThatTheServerHasClosedMeanwhileIsOpenedAgain() throws IOException {
        try (Http http = LocalServer.http(Patience.STANDARD, new Pauses(1, Duration.ZERO, Duration.ZERO))) {
            Address address = Address.parse(server.serve("/file", this::answer).toString());
            read(http, address);
            server.close();
            server = new LocalServer(address.server().port());
            server.serve("/file", this::answer);
            assertArrayEquals(CONTENT, read(http, address));
        }
    }
}
