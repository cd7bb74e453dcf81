package org.differnet.persist;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.differnet.store.Tensor;

/** SHA-256 of the metadata of a file and of its tensors with their names, one after the other. */
final class Checksum {

    private final MessageDigest sha;

    /** @param metadata all but the checksum itself */
    Checksum(Map<String, String> metadata) {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
        metadata.forEach((name, text) -> sha.update((name + "=" + text + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    static String of(Map<String, String> metadata, Map<String, Tensor> tensors) {
        Checksum checksum = new Checksum(metadata);
        tensors.forEach(checksum::add);
        return checksum.hex();
    }

    void add(String name, Tensor tensor) {
        sha.update((name + " " + tensor + "\n").getBytes(StandardCharsets.UTF_8));
        sha.update(tensor.data());
    }

    /** In 64 hexadecimal digits; nothing can be added any more. */
    String hex() {
        return HexFormat.of().formatHex(sha.digest());
    }
}
