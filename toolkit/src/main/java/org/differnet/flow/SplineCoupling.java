package org.differnet.flow;

/**
 * Spline coupling: each number of a half is sent through an increasing curve whose knots a net computes from the other
 * half. A curve of K bins is bent where the data want it, so few blocks do what takes many affine ones; beyond [-B, B] it
 * is the straight line z = y, so scale features to about unit size first, with an {@link ActNorm}.
 *
 * <p>Shapes and parameters are those of {@link Coupling}; the nets give 3K - 1 numbers for each dimension.
 *
 * <p>Reference: Durkan, Bekasov, Murray, Papamakarios, Neural Spline Flows, NeurIPS 2019.
 */
public final class SplineCoupling extends Coupling {

    SplineCoupling(Layers.Spline size, Setup setup) {
        super(setup, size.units(), size.hiddenLayers(), new RationalQuadratic(size.bins(), size.bound(), setup));
    }
}
