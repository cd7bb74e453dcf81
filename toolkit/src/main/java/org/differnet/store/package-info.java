/**
 * Files of tensors: safetensors, read and written, and PyTorch checkpoints, read.
 *
 * <p>Comes in: a file from anywhere, trusted in nothing: every length, shape and offset is checked before memory is
 * taken for it, and no code in a file is ever run. Goes out: names and {@link org.differnet.store.Tensor}s in the
 * order of the file, or an {@link java.io.UncheckedIOException} that names the file and says what is wrong with it.
 * {@link org.differnet.store.RecordJson} makes JSON of records, {@link org.differnet.store.Replacement} writes files in whole
 * or not at all.
 */
package org.differnet.store;
