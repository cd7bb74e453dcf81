package org.differnet.features;

import ai.djl.ndarray.NDArray;

/**
 * What one layer of a network answers to views at one scale, kept so that the gradient at this layer can be asked for.
 *
 * @param grid where its positions lie in the view
 * @param depth layers of one depth belong together, whatever their scale; 0 are the views themselves
 * @param value float32 (n, channels, side, side)
 * @param probe of the same shape, all 0: what is added to the answer before it goes on, so that its gradient is that of
 *     the answer
 */
public record Activation(PositionGrid grid, int depth, NDArray value, NDArray probe) {

    /** The activation of a layer, with a probe of zeros on the same manager. */
    public static Activation of(PositionGrid grid, int depth, NDArray value) {
        NDArray probe = value.getManager().zeros(value.getShape());
        probe.setRequiresGradient(true);
        return new Activation(grid, depth, value, probe);
    }

    /** What goes on to the next layer. */
    public NDArray passed() {
        return value.add(probe);
    }

    /** The gradient with respect to the activations, (n, channels, side, side), after a backward pass. */
    public NDArray gradient() {
        return probe.getGradient();
    }
}
