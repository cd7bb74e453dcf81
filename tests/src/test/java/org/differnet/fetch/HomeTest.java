package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeTest {

    private static final Path USER = Path.of("user").toAbsolutePath();
    private static final String USER_HOME = System.getProperty("user.home");
    private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        System.clearProperty("differnet.home");
        System.setProperty("user.home", USER_HOME);
        System.setProperty("java.io.tmpdir", TEMPORARY);
    }

    private static Optional<Path> cache(String system, Map<String, String> environment) {
        return Home.cache(system, Optional.of(USER), environment);
    }

    private Path temporary() throws IOException {
        return folder.resolve("differnet-" + Files.getOwner(folder).getName());
    }

    @Test
    void onLinuxItIsInTheCacheFolder() {
        assertEquals(Optional.of(USER.resolve(".cache/differnet")), cache("Linux", Map.of()));
    }

    @Test
    void onLinuxXdgCacheHomeGoesFirst() {
        Path cache = Path.of("elsewhere").toAbsolutePath();
        assertEquals(
                Optional.of(cache.resolve("differnet")),
                Home.cache("Linux", Optional.empty(), Map.of("XDG_CACHE_HOME", cache.toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "~/.cache", ""})
    void aRelativeXdgCacheHomeIsIgnored(String relative) {
        assertEquals(Optional.of(USER.resolve(".cache/differnet")), cache("Linux", Map.of("XDG_CACHE_HOME", relative)));
    }

    @Test
    void onMacItIsInTheCachesOfTheLibrary() {
        assertEquals(Optional.of(USER.resolve("Library/Caches/differnet")), cache("Mac OS X", Map.of()));
    }

    @Test
    void onWindowsItIsInLocalAppData() {
        Path local = Path.of("local").toAbsolutePath();
        assertEquals(
                Optional.of(local.resolve("differnet")), cache("Windows 11", Map.of("LOCALAPPDATA", local.toString())));
        assertEquals(Optional.of(USER.resolve("AppData/Local/differnet")), cache("Windows 11", Map.of()));
    }

    @Test
    void thePropertyGoesBeforeAll() {
        System.setProperty("differnet.home", "set");
        assertEquals(Path.of("set").toAbsolutePath(), Home.path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "~/", "~/data", "~//data", "~\\data"})
    void aTildeIsTheUsersHomeFolder(String text) {
        System.setProperty("user.home", USER.toString());
        System.setProperty("differnet.home", text);
        assertEquals(text.endsWith("data") ? USER.resolve("data") : USER, Home.path());
    }

    @Test
    void aTildeWithANameIsRefused() {
        System.setProperty("differnet.home", "~somebody/data");
        String message =
                assertThrows(IllegalArgumentException.class, Home::path).getMessage();
        assertTrue(
                message.contains("DIFFERNET_HOME is '~somebody/data'") && message.contains("write the path"), message);
    }

    @Test
    void aTildeOfAUserWithoutHomeIsRefused() {
        System.setProperty("user.home", "?");
        System.setProperty("differnet.home", "~/data");
        String message =
                assertThrows(IllegalArgumentException.class, Home::path).getMessage();
        assertTrue(message.contains("no home folder") && message.contains("write the path"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "", " ", "relative"})
    @DisabledOnOs(OS.WINDOWS)
    void aUserWithoutHomeGetsATemporaryFolderThatIsHisAloneAndIsTold(String unknown) throws IOException {
        System.setProperty("user.home", unknown);
        System.setProperty("java.io.tmpdir", folder.toString());
        // Set in the environment of some machines, where there is nothing to test.
        if (System.getenv("DIFFERNET_HOME") == null && System.getenv("XDG_CACHE_HOME") == null) {
            Path home = Home.path();
            assertEquals(temporary(), home);
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));
            assertEquals(home, Home.path());
            String warning = Home.warning().orElseThrow();
            assertTrue(warning.contains(home.toString()) && warning.contains("set DIFFERNET_HOME"), warning);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aTemporaryFolderThatIsALinkOfSomebodyIsRefused() throws IOException {
        System.setProperty("user.home", "?");
        System.setProperty("java.io.tmpdir", folder.toString());
        Files.createSymbolicLink(temporary(), folder);
        if (System.getenv("DIFFERNET_HOME") == null && System.getenv("XDG_CACHE_HOME") == null) {
            String message =
                    assertThrows(IllegalStateException.class, Home::path).getMessage();
            assertTrue(message.contains("set DIFFERNET_HOME"), message);
        }
    }

    @Test
    void aHomeThatIsSetNeedsNoWarning() {
        System.setProperty("user.home", "?");
        System.setProperty("differnet.home", "set");
        assertEquals(Optional.empty(), Home.warning());
    }
}
