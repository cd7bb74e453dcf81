package org.differnet.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/**
 * Finds weights and data sets, and downloads what is not there yet.
 *
 * <pre>{@code
 * Path weights = Fetch.alexNet().path();
 * }</pre>
 *
 * <p>What is found in a folder is used where it lies; what is downloaded goes to {@link Home}. An item that cannot be
 * had is not an error until its path is asked for: see {@link Fetched#message()}. An interrupt ends the work with a
 * {@link CancellationException} and leaves no part of a file.
 */
public final class Fetch {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Download download;
    private final TransferListener listener;
    private final List<String> looked = new ArrayList<>();

    private Fetch(Download download, TransferListener listener) {
        this.download = download;
        this.listener = listener;
    }

    /**
     * AlexNet's ImageNet weights: torchvision's checkpoint ({@code .pth}), or its convolutional part alone
     * ({@code .safetensors}) where home or a mirror has it.
     *
     * @throws UncheckedIOException if a file in home or in a mirror's folder is not what its name says
     */
    public static Fetched alexNet() {
        return alexNet(TransferListener.NONE);
    }

    /** As {@link #alexNet()}, and tells how far a download has come. */
    public static Fetched alexNet(TransferListener listener) {
        List<Item> forms = List.of(Catalogue.ALEXNET_FEATURES, Catalogue.ALEXNET);
        return file(forms, new Download(PATIENCE), listener);
    }

    /**
     * The folder of the magnetic tiles, in home or in a mirror's folder; it is not downloaded.
     *
     * @throws UncheckedIOException if the folder is there and a file in it is missing or is not the published one
     */
    public static Fetched magneticTiles() {
        Item item = Catalogue.MAGNETIC_TILES;
        Fetch fetch = new Fetch(null, TransferListener.NONE);
        for (URI place : places()) {
            if (!isFolder(place)) {
                fetch.looked.add(place + ": not asked, tiles come from folders only");
                continue;
            }
            Path folder = Path.of(place).resolve(item.file());
            if (MagneticTiles.areIn(folder)) {
                verify(() -> MagneticTiles.verify(folder));
                return found(item, folder);
            }
            fetch.looked.add(folder + ": not there");
        }
        return fetch.absent(item);
    }

    /** Finds the first of several forms of the same thing; the last one is the official one. */
    static Fetched file(List<Item> forms, Download download, TransferListener listener) {
        Fetch fetch = new Fetch(download, listener);
        for (URI place : places()) {
            Optional<Fetched> found = isFolder(place)
                    ? fetch.inFolder(forms, Path.of(place))
                    : fetch.from(forms, item -> Optional.of(inMirror(place, item)));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return fetch.from(forms, Item::address).orElseGet(() -> fetch.absent(forms.get(forms.size() - 1)));
    }

    private static List<URI> places() {
        List<URI> places = new ArrayList<>();
        places.add(Home.path().toUri());
        places.addAll(Mirrors.list());
        return places;
    }

    private static boolean isFolder(URI place) {
        return "file".equals(place.getScheme());
    }

    private Optional<Fetched> inFolder(List<Item> forms, Path folder) {
        for (Item item : forms) {
            Path file = folder.resolve(item.file());
            if (Files.exists(file)) {
                verify(() -> verify(file, item));
                return Optional.of(found(item, file));
            }
            looked.add(file + ": not there");
        }
        return Optional.empty();
    }

    /** A file that is something else, or a check that fails. */
    @FunctionalInterface
    private interface Check {
        void run() throws IOException;
    }

    private static void verify(Check check) {
        try {
            check.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static void verify(Path file, Item item) throws IOException {
        long bytes = Files.size(file);
        if (bytes != item.bytes()) {
            throw new IOException(file + " has " + bytes + " bytes in place of " + item.bytes() + ": delete it");
        }
        if (!Hashes.sha256(file).equals(item.sha256())) {
            throw new IOException(file + " does not have the SHA-256 " + item.sha256() + ": delete it");
        }
    }

    private static URI inMirror(URI mirror, Item item) {
        return URI.create(mirror.toString().replaceFirst("/*$", "/") + item.file());
    }

    /** Downloads the first form that the server has; a server in trouble is not asked for the next one. */
    private Optional<Fetched> from(List<Item> forms, Function<Item, Optional<URI>> addresses) {
        for (Item item : forms) {
            URI address = addresses.apply(item).orElse(null);
            if (address == null) {
                continue;
            }
            if (Settings.offline()) {
                looked.add(address + ": not asked, DIFFERNET_OFFLINE is set");
                continue;
            }
            Path target = Home.path().resolve(item.file());
            try {
                download.to(target, address, item, listener);
                return Optional.of(found(item, target));
            } catch (FileNotFoundException e) {
                looked.add(address + ": " + e.getMessage());
            } catch (FileSystemException e) {
                looked.add(address + ": cannot be kept in home (" + e + "), set DIFFERNET_HOME to a writable folder");
            } catch (IOException e) {
                looked.add(address + ": " + e.getMessage());
                return Optional.empty();
            } catch (InterruptedException e) {
                throw new CancellationException("the download of " + address + " was interrupted");
            }
        }
        return Optional.empty();
    }

    private static Fetched found(Item item, Path path) {
        return new Fetched(item, Optional.of(path), item.name() + ": " + path);
    }

    private Fetched absent(Item item) {
        String remedy = "Put it at " + Home.path().resolve(item.file()) + ", or name a folder that has it in"
                + " DIFFERNET_MIRROR; "
                + item.address().map(a -> "it comes from " + a).orElse("");
        return new Fetched(
                item,
                Optional.empty(),
                item.name() + " not found. Looked for at\n  " + String.join("\n  ", looked) + "\n" + remedy);
    }
}
