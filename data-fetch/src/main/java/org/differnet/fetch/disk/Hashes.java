package org.differnet.fetch.disk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/** Hashes of content, in lower-case hexadecimal. */
public final class Hashes {

    private static final int BUFFER = 1 << 16;

    private Hashes() {}

    /** A SHA-256 to be fed piece by piece; {@link #hex} ends it. */
    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** SHA-256 of some bytes, 64 digits. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /**
     * SHA-256 of a file, 64 digits.
     *
     * @throws IOException if it cannot be read
     * @throws CancellationException at an interrupt
     */
    public static String sha256(Path file) throws IOException {
        return sha256(file, bytes -> {});
    }

    /** As {@link #sha256(Path)}, and tells how many bytes have been read since the last call. */
    public static String sha256(Path file, LongConsumer meter) throws IOException {
        MessageDigest digest = sha256();
        update(digest, file, meter);
        return hex(digest);
    }

    /** The name that git gives to a file's content, 40 digits: SHA-1 of "blob ", its length, a zero and the content. */
    public static String gitBlob(Path file, LongConsumer meter) throws IOException {
        MessageDigest digest = digest("SHA-1");
        digest.update(("blob " + Files.size(file) + "\0").getBytes(US_ASCII));
        update(digest, file, meter);
        return hex(digest);
    }

    /** What a digest has come to. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Feeds the content of a file to a digest. */
    public static void update(MessageDigest digest, Path file, LongConsumer meter) throws IOException {
        byte[] buffer = new byte[BUFFER];
        // Not through a channel, which an interrupt would close with an error of its own.
        try (InputStream in = new FileInputStream(file.toFile())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Interrupts.check();
                digest.update(buffer, 0, n);
                meter.accept(n);
            }
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + algorithm + ": use another one", e);
        }
    }
}
