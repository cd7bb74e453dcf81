package org.differnet.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A mirror's address, or the official ones.
 *
 * @param mirror empty for the official addresses
 */
record WebOrigin(Optional<URI> mirror, Http http, TransferListener listener) implements Origin {

    @Override
    public Path file(Item item, Path scratch) throws IOException {
        Download.to(scratch, address(item), item, http, listener);
        return scratch;
    }

    @Override
    public InputStream stream(Item item) throws IOException {
        return RemoteStream.from(http, address(item), item.bytes(), 0);
    }

    @Override
    public SeekableByteChannel channel(Item item, long budget) throws IOException {
        Meter meter = new Meter(listener, "downloading a part of " + item.name(), 0, 0);
        return new RemoteChannel(http, address(item), item.bytes(), budget, meter);
    }

    URI address(Item item) throws FileNotFoundException {
        if (mirror.isPresent()) {
            return URI.create(mirror.get().toString().replaceFirst("/*$", "/") + item.file());
        }
        return item.address().orElseThrow(() -> new FileNotFoundException("only mirrors have it"));
    }
}
