package org.differnet.baseline.deep;

import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;

/**
 * A Dirichlet distribution of shares that add up to 1, fitted by maximum likelihood.
 *
 * <p>Reference: T. P. Minka, Estimating a Dirichlet distribution, 2000 (the fixed point); N. Wicker et al., A maximum
 * likelihood approximation method for Dirichlet's parameter estimation, 2008 (where it begins).
 *
 * @param alpha one number over 0 for each share
 */
public record Dirichlet(double[] alpha) {

    private static final int MOST_ROUNDS = 1000;
    private static final double CLOSE = 1e-9;

    /**
     * Fits.
     *
     * @param logShares natural logarithms of the shares, one row for each observation, at least one; finite
     */
    public static Dirichlet fit(double[][] logShares) {
        int k = logShares[0].length;
        double[] shares = new double[k];
        double[] logs = new double[k];
        for (double[] row : logShares) {
            for (int i = 0; i < k; i++) {
                shares[i] += Math.exp(row[i]) / logShares.length;
                logs[i] += row[i] / logShares.length;
            }
        }
        double[] alpha = new double[k];
        double total = begin(shares, logs);
        Arrays.setAll(alpha, i -> Math.max(1e-12, shares[i] * total));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double all = Gamma.digamma(Arrays.stream(alpha).sum());
            double moved = 0;
            for (int i = 0; i < k; i++) {
                double next = inverseDigamma(all + logs[i]);
                moved = Math.max(moved, Math.abs(next - alpha[i]) / alpha[i]);
                alpha[i] = next;
            }
            if (moved < CLOSE) {
                break;
            }
        }
        return new Dirichlet(alpha);
    }

    private static double begin(double[] shares, double[] logs) {
        double spread = 0;
        for (int i = 0; i < shares.length; i++) {
            spread += shares[i] * (Math.log(Math.max(1e-300, shares[i])) - logs[i]);
        }
        return (shares.length - 1) * -Gamma.digamma(1) / Math.max(1e-9, spread);
    }

    /** Newton's steps from Minka's beginning, until they no longer matter. */
    static double inverseDigamma(double y) {
        double x = y >= -2.22 ? Math.exp(y) + 0.5 : -1 / (y - Gamma.digamma(1));
        for (int i = 0; i < 8; i++) {
            double next = Math.max(x / 10, x - (Gamma.digamma(x) - y) / Gamma.trigamma(x));
            if (Math.abs(next - x) < 1e-10 * x) {
                return next;
            }
            x = next;
        }
        return x;
    }

    /** The logarithm of the density, without what does not depend on the shares. */
    public double logDensity(double[] logShares) {
        double sum = 0;
        for (int i = 0; i < alpha.length; i++) {
            sum += (alpha[i] - 1) * logShares[i];
        }
        return sum;
    }
}
