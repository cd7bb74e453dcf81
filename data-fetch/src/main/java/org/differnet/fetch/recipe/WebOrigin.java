package org.differnet.fetch.recipe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.differnet.fetch.http.Address;
import org.differnet.fetch.http.Http;
import org.differnet.fetch.http.RemoteChannel;
import org.differnet.fetch.http.RemoteStream;

/**
 * A mirror's address, or the official ones.
 *
 * @param mirror empty for the official addresses
 * @param http asks there
 * @param watcher hears how far it has come
 */
public record WebOrigin(Optional<Address> mirror, Http http, Watcher watcher) implements Origin {

    @Override
    public Path file(Item item, Path scratch) throws IOException {
        Download.to(scratch, address(item), item, http, watcher);
        return scratch;
    }

    @Override
    public InputStream stream(Item item) throws IOException {
        return RemoteStream.from(http, address(item), item.bytes(), 0);
    }

    @Override
    public SeekableByteChannel channel(Item item, long budget) throws IOException {
        LongConsumer meter = watcher.begin("downloading a part of " + item.name(), 0, 0);
        return new RemoteChannel(http, address(item), item.bytes(), budget, meter);
    }

    private Address address(Item item) throws FileNotFoundException {
        if (mirror.isPresent()) {
            return mirror.get().resolve(item.file());
        }
        return item.address()
                .map(official -> Address.parse(official.toString()))
                .orElseThrow(() -> new FileNotFoundException("only mirrors have it"));
    }
}
