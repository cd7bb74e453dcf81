package org.differnet.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which version of the library this is. */
public final class Version {

    private Version() {}

    /** The version as the build writes it, such as 0.1.0. */
    public static String current() {
        try (InputStream in = Version.class.getResourceAsStream("/org/differnet/version.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
