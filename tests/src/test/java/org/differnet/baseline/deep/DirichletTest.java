package org.differnet.baseline.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirichletTest {

    private static final double[] ALPHA = {0.4, 2, 7.5};

    @Test
    void fitRecoversWhatTheSharesWereDrawnFrom() {
        double[] fitted = Dirichlet.fit(drawn(20_000, ALPHA)).alpha();
        for (int i = 0; i < ALPHA.length; i++) {
            assertEquals(ALPHA[i], fitted[i], 0.03 * ALPHA[i]);
        }
    }

    @Test
    void noNeighbourOfTheFitIsMoreLikely() {
        double[][] logShares = drawn(50, ALPHA);
        double[] fitted = Dirichlet.fit(logShares).alpha();
        double best = logLikelihood(fitted, logShares);
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 200; trial++) {
            double[] other = fitted.clone();
            for (int i = 0; i < other.length; i++) {
                other[i] *= 1 + 0.02 * (random.nextDouble() - 0.5);
            }
            assertTrue(logLikelihood(other, logShares) <= best + 1e-9);
        }
    }

    @Test
    void sharesThatAreNearlyAlwaysTheSameGiveFiniteNumbers() {
        double[][] logShares = new double[10][];
        for (int i = 0; i < logShares.length; i++) {
            logShares[i] = new double[] {-1e-7, -16 - 0.01 * i, -17};
        }
        for (double alpha : Dirichlet.fit(logShares).alpha()) {
            assertTrue(alpha > 0 && Double.isFinite(alpha), alpha + "");
        }
    }

    @Test
    void logDensityDiffersFromTheWholeOneByAConstant() {
        double[][] logShares = drawn(2, ALPHA);
        Dirichlet dirichlet = new Dirichlet(ALPHA);
        double constant = Gamma.logGamma(9.9) - Gamma.logGamma(0.4) - Gamma.logGamma(2) - Gamma.logGamma(7.5);
        double[][] one = {logShares[0]};
        assertEquals(logLikelihood(ALPHA, one), dirichlet.logDensity(logShares[0]) + constant, 1e-9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.01, 0.5, 1, 3, 100, 1e6})
    void inverseOfDigammaComesBack(double x) {
        assertEquals(x, Dirichlet.inverseDigamma(Gamma.digamma(x)), 1e-6 * x);
    }

    private static double logLikelihood(double[] alpha, double[][] logShares) {
        double sum = 0;
        double total = 0;
        double constant = 0;
        for (double a : alpha) {
            total += a;
            constant -= Gamma.logGamma(a);
        }
        constant += Gamma.logGamma(total);
        for (double[] row : logShares) {
            sum += constant;
            for (int i = 0; i < alpha.length; i++) {
                sum += (alpha[i] - 1) * row[i];
            }
        }
        return sum;
    }

    private static double[][] drawn(int n, double[] alpha) {
        Well19937c random = new Well19937c(3);
        double[][] rows = new double[n][alpha.length];
        for (double[] row : rows) {
            double sum = 0;
            for (int i = 0; i < alpha.length; i++) {
                row[i] = Math.max(1e-300, new GammaDistribution(random, alpha[i], 1).sample());
                sum += row[i];
            }
            for (int i = 0; i < alpha.length; i++) {
                row[i] = Math.log(row[i] / sum);
            }
        }
        return rows;
    }
}
