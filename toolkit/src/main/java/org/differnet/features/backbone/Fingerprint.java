package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.differnet.work.Sha256;

/** Tells weights apart: SHA-256 of names, shapes and float32 values, little-endian. */
final class Fingerprint {

    private Fingerprint() {}

    /** The fingerprint of the named tensors, in this order, in 64 hexadecimal digits. */
    static String of(Collection<String> names, Map<String, NDArray> tensors) {
        Sha256 sha = new Sha256();
        for (String name : names) {
            NDArray tensor = tensors.get(name);
            sha.add(name + Arrays.toString(tensor.getShape().getShape())).add(tensor.toByteBuffer());
        }
        return sha.hex();
    }
}
