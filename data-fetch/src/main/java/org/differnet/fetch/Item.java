package org.differnet.fetch;

import java.net.URI;
import java.util.Optional;

/**
 * Something that can be fetched.
 *
 * @param name what it is, for people
 * @param file where it lies in {@link Home} and in a mirror, with slashes
 * @param address its official address; empty if only mirrors have it
 * @param bytes size of the file, or of all files of a folder
 * @param sha256 SHA-256 of the file, in lower-case hexadecimal; empty for a folder, whose files are checked one by one
 * @param licence what its publisher allows
 * @param citation whom to cite
 */
public record Item(
        String name, String file, Optional<URI> address, long bytes, String sha256, String licence, String citation) {}
