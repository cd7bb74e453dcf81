package org.differnet.fetch;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.differnet.fetch.http.LocalServer;
import org.differnet.fetch.recipe.Item;
import org.differnet.fetch.recipe.Licence;

/** Another process that fetches a data set out of a zip; prints what it is told, then where the data set lies. */
final class Child {

    private Child() {}

    public static void main(String[] arguments) {
        Item zip = item(URI.create(arguments[0]), Long.parseLong(arguments[1]), arguments[2]);
        System.out.println("begun");
        System.out.println(find(zip));
    }

    static Item item(URI address, long bytes, String sha256) {
        return new Item(
                "thing",
                "thing",
                "archives/thing.zip",
                Optional.of(address),
                bytes,
                sha256,
                Licence.free("none"),
                "nobody");
    }

    static Fetched find(Item zip) {
        return Search.find(Fetch.whole(zip), LocalServer.HTTP, progress -> {});
    }

    /** @param wrapper a command that starts the one given to it; none for the process as it is */
    static Process start(Path home, Item zip, String... wrapper) throws IOException {
        List<String> command = new ArrayList<>(List.of(wrapper));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Ddiffernet.home=" + home,
                "-Ddiffernet.mirror=",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                zip.address().get().toString(),
                String.valueOf(zip.bytes()),
                zip.sha256()));
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }
}
