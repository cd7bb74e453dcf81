package org.differnet.fetch.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * A connection to a server, through a proxy where there is one. Java's own client is not used: it refuses hosts with an
 * underscore, and passwords of proxies unless a setting of the whole process allows them.
 */
final class Connection implements Closeable {

    /** A head longer than this is none that a server of files sends. */
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxHeaderCount(200)
            .setMaxLineLength(32 << 10)
            .build();

    private static final int PROXY_LOGIN_WANTED = 407;

    private final Address.Server server;
    private final Proxies.Way way;
    private final SSLSocketFactory tls;
    private final DefaultBHttpClientConnection http = limited();
    private Socket socket;
    private boolean closed;
    private boolean reusable;

    Connection(Address.Server server, Proxies.Way way, SSLSocketFactory tls) {
        this.server = server;
        this.way = way;
        this.tls = tls;
    }

    private static DefaultBHttpClientConnection limited() {
        // The parser is named, since the usual one keeps to no limits.
        return new DefaultBHttpClientConnection(
                LIMITS, null, null, null, null, null, new DefaultHttpResponseParserFactory(LIMITS));
    }

    boolean leadsTo(Address.Server other, Proxies.Way otherWay) {
        return server.equals(other) && way.equals(otherWay);
    }

    /** Whether another request can be sent; to be asked when the last answer has been read to its end. */
    boolean isReusable() {
        try {
            return reusable && http.isOpen() && !http.isStale();
        } catch (IOException e) {
            return false;
        }
    }

    void open(Duration timeout) throws IOException {
        try {
            connect(timeout);
        } catch (ConnectException | NoRouteToHostException | SocketTimeoutException e) {
            throw Trouble.silent("there is no connection", e);
        } catch (UnknownHostException e) {
            throw Trouble.silent("there is no connection: the host is not known", e);
        }
        if (way.throughHttp() && server.isSecure()) {
            tunnel();
        }
        if (server.isSecure()) {
            secure();
        } else {
            http.bind(socket);
        }
    }

    private void connect(Duration timeout) throws IOException {
        if (way.proxy().type() == Proxy.Type.SOCKS) {
            SocketAddress target = InetSocketAddress.createUnresolved(server.host(), server.port());
            begin(new Socket(way.proxy())).connect(target, (int) timeout.toMillis());
            return;
        }
        InetSocketAddress proxy =
                way.throughHttp() ? (InetSocketAddress) way.proxy().address() : null;
        String host = proxy == null ? server.host() : proxy.getHostString();
        int port = proxy == null ? server.port() : proxy.getPort();
        IOException failure = new UnknownHostException(host);
        for (InetAddress address : InetAddress.getAllByName(host)) {
            try {
                begin(new Socket(Proxy.NO_PROXY))
                        .connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
                return;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** From here on {@link #close} ends what this socket is doing. */
    private synchronized Socket begin(Socket begun) throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = begun;
        if (closed) {
            begun.close();
        }
        return begun;
    }

    private void tunnel() throws IOException {
        ClassicHttpRequest request = new BasicClassicHttpRequest("CONNECT", (HttpHost) null, server.nameAndPort());
        request.setHeader("Host", server.nameAndPort());
        way.authorization().ifPresent(value -> request.setHeader("Proxy-Authorization", value));
        DefaultBHttpClientConnection proxy = limited();
        proxy.bind(socket);
        int status = head(proxy, request).getCode();
        if (status == PROXY_LOGIN_WANTED) {
            throw new IOException("the proxy "
                    + (way.authorization().isPresent()
                            ? "does not accept the user and password of https_proxy"
                            : "wants a user and a password: set https_proxy=http://USER:PASSWORD@HOST:PORT"));
        }
        if (status / 100 != 2) {
            throw new IOException("the proxy answers HTTP " + status);
        }
    }

    private void secure() throws IOException {
        SSLSocket secure = (SSLSocket) tls.createSocket(socket, server.host(), server.port(), true);
        secure.startHandshake();
        // Java's own check of the name refuses an underscore.
        if (!new DefaultHostnameVerifier(PublicSuffixMatcherLoader.getDefault())
                .verify(server.host(), secure.getSession())) {
            throw new SSLPeerUnverifiedException("the server's certificate is not one of " + server.host());
        }
        http.bind(secure, socket);
    }

    /** Sends a request; the body of the answer can be read then. */
    ClassicHttpResponse ask(ClassicHttpRequest request) throws IOException {
        ClassicHttpResponse response = head(http, request);
        try {
            http.receiveResponseEntity(response);
        } catch (HttpException e) {
            throw new IOException(e.getMessage(), e);
        }
        reusable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, null);
        return response;
    }

    private static ClassicHttpResponse head(DefaultBHttpClientConnection to, ClassicHttpRequest request)
            throws IOException {
        try {
            to.sendRequestHeader(request);
            to.flush();
            ClassicHttpResponse response = to.receiveResponseHeader();
            while (response.getCode() < 200) {
                response = to.receiveResponseHeader();
            }
            return response;
        } catch (HttpException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static InputStream body(ClassicHttpResponse response) throws IOException {
        return response.getEntity() == null
                ? InputStream.nullInputStream()
                : response.getEntity().getContent();
    }

    /** Ends at once whatever another thread is doing with it. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (socket != null) {
            socket.close();
        }
    }
}
