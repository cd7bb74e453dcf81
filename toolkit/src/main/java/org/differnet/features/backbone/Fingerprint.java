package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/** Tells weights apart: SHA-256 of names, shapes and float32 values, little-endian. */
final class Fingerprint {

    private Fingerprint() {}

    /** The fingerprint of the named tensors, in this order, in 64 hexadecimal digits. */
    static String of(Collection<String> names, Map<String, NDArray> tensors) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String name : names) {
                NDArray tensor = tensors.get(name);
                String shape = Arrays.toString(tensor.getShape().getShape());
                sha.update((name + shape).getBytes(StandardCharsets.UTF_8));
                sha.update(tensor.toByteBuffer());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
