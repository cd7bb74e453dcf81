package org.differnet.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A checkpoint's two parts: what was pickled, and the numbers that it points to. */
interface TorchFile {

    /** Longest pickle that is read, in bytes; a state dict of 100,000 tensors takes about 11 MB. */
    int MAX_PICKLE = 16 << 20;

    /** What was pickled, in which {@link TorchView}s stand for tensors. */
    Object root();

    /** The bytes of a storage, as many as it claims. */
    ByteBuffer content(TorchView.Storage storage) throws IOException;
}
