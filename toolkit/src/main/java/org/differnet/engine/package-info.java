/**
 * The engine underneath: PyTorch through DJL.
 *
 * <p>{@link org.differnet.engine.Torch} opens it (managers, device, threads), {@link org.differnet.engine.TorchScript}
 * reaches the operations that DJL's arrays lack. Comes in: TorchScript source and arrays. Goes out: arrays.
 */
package org.differnet.engine;
