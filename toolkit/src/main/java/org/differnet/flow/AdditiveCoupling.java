package org.differnet.flow;

/**
 * Additive coupling: each half of the dimensions is shifted by amounts that a net computes from the other half.
 *
 * <pre>
 *   z1 = y1 + net2(y2)   z2 = y2 + net1(z1)   z = [z1, z2]
 * </pre>
 *
 * <p>It keeps volumes: log det is 0. Put an {@link ActNorm} or an {@link InvertibleLinear} beside it, or it can only move
 * density, not gather it. Shapes and parameters are those of {@link Coupling}.
 *
 * <p>Reference: Dinh, Krueger, Bengio, NICE: Non-linear Independent Components Estimation, ICLR 2015 workshop.
 */
public final class AdditiveCoupling extends Coupling {

    AdditiveCoupling(Layers.Additive size, Setup setup) {
        super(setup, size.units(), size.hiddenLayers(), new Shift());
    }
}
