package org.differnet.flow;

/**
 * Affine coupling: each half of the dimensions is scaled and shifted by amounts that a net computes from the other half.
 *
 * <p>With nets that give s first and t second (eq. 1):
 *
 * <pre>
 *   [s2, t2] = net2(y2)   z1 = exp(e(s2)) y1 + t2
 *   [s1, t1] = net1(z1)   z2 = exp(e(s1)) y2 + t1     z = [z1, z2]
 *   e(h) = 2a/pi arctan(h/a)                          (eq. 2, the soft clamp: e stays within (-a, a); others: Clamp)
 * </pre>
 *
 * <p>log det = sum of all e(s). Shapes and parameters are those of {@link Coupling}.
 *
 * <p>References: Dinh, Sohl-Dickstein, Bengio, Density Estimation Using Real NVP, ICLR 2017; Rudolph, Wandt, Rosenhahn,
 * Same Same But DifferNet, WACV 2021, section 3.2.
 */
public final class AffineCoupling extends Coupling {

    private final Layers.Couple size;

    AffineCoupling(Layers.Couple size, Setup setup) {
        super(setup, size.units(), size.hiddenLayers(), new ScaleAndShift(size.clamp(), setup));
        this.size = size;
    }

    Layers.Couple size() {
        return size;
    }
}
