package org.differnet;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a test class as on a computer without network and weights. */
public final class Untrained implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty("differnet.offline", "true");
        System.setProperty("differnet.mirror", "");
        System.setProperty("differnet.home", Path.of("target", "no-such-home").toString());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.clearProperty("differnet.offline");
        System.clearProperty("differnet.mirror");
        System.clearProperty("differnet.home");
    }
}
