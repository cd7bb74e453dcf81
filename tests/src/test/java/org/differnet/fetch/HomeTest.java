package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {

    private static final Path USER = Path.of("user").toAbsolutePath();

    @Test
    void onLinuxItIsInTheCacheFolder() {
        assertEquals(USER.resolve(".cache/differnet"), Home.cache("Linux", USER, Map.of()));
    }

    @Test
    void onLinuxXdgCacheHomeGoesFirst() {
        Path cache = Path.of("elsewhere").toAbsolutePath();
        assertEquals(cache.resolve("differnet"), Home.cache("Linux", USER, Map.of("XDG_CACHE_HOME", cache.toString())));
    }

    @Test
    void aRelativeXdgCacheHomeIsIgnored() {
        assertEquals(USER.resolve(".cache/differnet"), Home.cache("Linux", USER, Map.of("XDG_CACHE_HOME", "cache")));
    }

    @Test
    void onMacItIsInTheCachesOfTheLibrary() {
        assertEquals(USER.resolve("Library/Caches/differnet"), Home.cache("Mac OS X", USER, Map.of()));
    }

    @Test
    void onWindowsItIsInLocalAppData() {
        Path local = Path.of("local").toAbsolutePath();
        assertEquals(
                local.resolve("differnet"), Home.cache("Windows 11", USER, Map.of("LOCALAPPDATA", local.toString())));
        assertEquals(USER.resolve("AppData/Local/differnet"), Home.cache("Windows 11", USER, Map.of()));
    }

    @Test
    void thePropertyGoesBeforeAll() {
        System.setProperty("differnet.home", "set");
        try {
            assertEquals(Path.of("set").toAbsolutePath(), Home.path());
        } finally {
            System.clearProperty("differnet.home");
        }
    }
}
