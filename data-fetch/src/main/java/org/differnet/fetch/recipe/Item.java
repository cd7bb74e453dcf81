package org.differnet.fetch.recipe;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A file that can be fetched.
 *
 * @param key its short name on the command line, such as {@code mvtec}
 * @param name what it is, for people
 * @param file where it lies in home and in a mirror, with slashes
 * @param address its official address; empty if only mirrors have it
 * @param bytes size of the file; 0 if it is not known or not always the same
 * @param sha256 SHA-256 of the file, in lower-case hexadecimal; empty if its content is checked file by file
 * @param licence what its publisher allows
 * @param citation whom to cite
 */
public record Item(
        String key,
        String name,
        String file,
        Optional<URI> address,
        long bytes,
        String sha256,
        Licence licence,
        String citation) {

    @Override
    public String toString() {
        return key + ": " + name
                + "\n  file     " + file + ", "
                + (bytes > 0 ? String.format(Locale.ROOT, "%,d bytes", bytes) : "size not fixed")
                + "\n  SHA-256  " + (sha256.isEmpty() ? "not fixed, checked file by file" : sha256)
                + address.map(a -> "\n  from     " + a).orElse("")
                + "\n  licence  " + licence
                + "\n  cite     " + citation;
    }
}
