package org.differnet.features;

import ai.djl.ndarray.NDArray;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/** A hash of weights. */
final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256, in hexadecimal digits, of the names, shapes and values of some tensors. */
    static String of(Collection<String> names, Map<String, NDArray> tensors) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                NDArray tensor = tensors.get(name);
                digest.update((name + tensor.getShape()).getBytes(StandardCharsets.UTF_8));
                digest.update(tensor.toByteBuffer());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
