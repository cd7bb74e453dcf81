package org.differnet.store;

import java.util.Map;
import org.differnet.work.Sha256;

/** SHA-256 of the metadata of a file and of its tensors with their names, one after the other. */
public final class Checksum {

    private final Sha256 sha = new Sha256();

    /** @param metadata all but the checksum itself */
    public Checksum(Map<String, String> metadata) {
        metadata.forEach((name, text) -> sha.add(name + "=" + text + "\n"));
    }

    /** Of all at once. */
    public static String of(Map<String, String> metadata, Map<String, Tensor> tensors) {
        Checksum checksum = new Checksum(metadata);
        tensors.forEach(checksum::add);
        return checksum.hex();
    }

    /** Adds one tensor. */
    public void add(String name, Tensor tensor) {
        sha.add(name + " " + tensor + "\n").add(tensor.data());
    }

    /** In 64 hexadecimal digits; nothing can be added any more. */
    public String hex() {
        return sha.hex();
    }
}
