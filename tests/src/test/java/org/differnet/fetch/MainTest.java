package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.differnet.SharedData;
import org.differnet.fetch.recipe.Item;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @TempDir
    Path home;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(printed, true));
        System.setErr(System.out);
    }

    @AfterEach
    void release() {
        System.setOut(out);
        System.setErr(err);
        for (String name : List.of("home", "mirror", "offline", "accept_license")) {
            System.clearProperty("differnet." + name);
        }
    }

    private void assertPrints(int status, String words, String... arguments) {
        assertEquals(status, Main.run(arguments));
        assertTrue(printed.toString().contains(words), printed.toString());
    }

    @Test
    void theListHasEveryItemWithSizeHashAddressLicenceAndCitation() {
        assertPrints(0, "65dc621693418585de9c4467d1340ea7958a6181816f0dc2883a1e8b61f9d4dc", "list");
        for (Item item : Catalogue.items()) {
            for (String words : List.of(item.file(), item.address().get().toString(), item.citation())) {
                assertTrue(printed.toString().contains(words), words);
            }
        }
    }

    @Test
    void whatIsFoundIsPrinted() {
        String data = SharedData.data().toString();
        assertPrints(0, data, "alexnet", "--home", home.toString(), "--mirror", data, "--offline");
    }

    @Test
    void whatIsNotFoundEndsWithOne() {
        assertPrints(1, "DIFFERNET_OFFLINE is set", "mtd", "--home", home.toString(), "--mirror", "", "--offline");
    }

    @Test
    void theLicenceIsShown() {
        assertPrints(1, "CC BY-NC-SA 4.0", "mvtec", "bottle", "--home", home.toString(), "--mirror", "", "--offline");
    }

    @Test
    void withoutArgumentsItSaysHowItIsUsed() {
        assertPrints(2, "fetch mvtec CATEGORY");
    }

    @Test
    void anUnknownWordIsRefused() {
        assertPrints(2, "there is no 'imagenet'", "imagenet");
        assertPrints(2, "there is no option --fast", "--fast");
        assertPrints(2, "--home needs a value", "--home");
    }
}
