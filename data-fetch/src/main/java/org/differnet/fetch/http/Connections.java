package org.differnet.fetch.http;

import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;

/** Opens connections and keeps the one that was used last, since thousands of small files come from one server. */
final class Connections implements AutoCloseable {

    private final Proxies proxies;
    private final SSLSocketFactory tls;
    private Connection kept;

    Connections(Proxies proxies, SSLSocketFactory tls) {
        this.proxies = proxies;
        this.tls = tls;
    }

    /** The kept one, if it leads there and is of use; null if not. */
    Connection idle(Address.Server server) {
        Connection last = exchange(null);
        if (last != null && last.leadsTo(server, proxies.to(server)) && last.isReusable()) {
            return last;
        }
        close(last);
        return null;
    }

    /** One that is still to be opened. */
    Connection fresh(Address.Server server) {
        return new Connection(server, proxies.to(server), tls);
    }

    void keep(Connection used) {
        close(exchange(used));
    }

    private synchronized Connection exchange(Connection given) {
        Connection last = kept;
        kept = given;
        return last;
    }

    @Override
    public void close() {
        close(exchange(null));
    }

    private static void close(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }
}
