package org.differnet.spark;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine that this runs on, for messages. */
final class Host {

    private Host() {}

    static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }
}
