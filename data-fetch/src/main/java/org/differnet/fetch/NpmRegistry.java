package org.differnet.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.differnet.fetch.http.Address;
import org.differnet.fetch.recipe.Item;

/**
 * Where npm's packages come from on this machine.
 *
 * @param base of the addresses of packages, ending in a slash
 */
record NpmRegistry(String base) {

    private static final String OWN = "https://registry.npmjs.org/";
    private static final Pattern LINE = Pattern.compile("\\s*registry\\s*=\\s*\"?(\\S+?)\"?\\s*");

    /** The one that npm is set to: npm_config_registry, else .npmrc in the user's home folder, else npm's own. */
    static NpmRegistry standard() {
        return of(System.getenv(), Optional.ofNullable(System.getProperty("user.home")));
    }

    static NpmRegistry of(Map<String, String> environment, Optional<String> user) {
        String base = Stream.of("npm_config_registry", "NPM_CONFIG_REGISTRY")
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .or(() -> user.flatMap(NpmRegistry::configured))
                .filter(NpmRegistry::isAddress)
                .orElse(OWN)
                .strip();
        return new NpmRegistry(base.endsWith("/") ? base : base + "/");
    }

    private static Optional<String> configured(String user) {
        try {
            Path file = Path.of(user, ".npmrc");
            if (!Files.isReadable(file)) {
                return Optional.empty();
            }
            try (Stream<String> lines = Files.lines(file)) {
                return lines.map(LINE::matcher)
                        .filter(line -> line.matches())
                        .map(line -> line.group(1))
                        .reduce((earlier, later) -> later);
            }
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            // It is npm's own file; what cannot be read of it sets nothing.
            return Optional.empty();
        }
    }

    /** One with a user or a password is none: messages name the address. */
    private static boolean isAddress(String text) {
        try {
            Address.parse(text.strip());
            return !text.contains("@");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The same package from this registry. */
    Item at(Item item) {
        return new Item(
                item.key(),
                item.name(),
                item.file(),
                item.address().map(official -> URI.create(official.toString().replace(OWN, base))),
                item.bytes(),
                item.sha256(),
                item.licence(),
                item.citation());
    }
}
