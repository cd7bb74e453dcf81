package org.differnet.baseline.deep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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

    /** From scipy 1.17.1: the sum of {@code stats.dirichlet.logpdf} over the rows, maximised by {@code optimize.minimize}. */
    @Test
    void fitIsThatOfScipy() {
        double[][] shares = {
            {0.321356, 0.061438, 0.569308, 0.047898},
            {0.01538902, 0.33269733, 0.40558241, 0.24633125},
            {0.241755, 0.219287, 0.364698, 0.17426},
            {0.041486, 0.063218, 0.436862, 0.458434},
            {0.090585, 0.285466, 0.43493, 0.189019},
            {0.057841, 0.434036, 0.495379, 0.012744},
            {0.00968901, 0.26595627, 0.44508445, 0.27927028},
            {0.03059197, 0.25370075, 0.7016363, 0.01407099},
            {0.207319, 0.258134, 0.498502, 0.036045},
            {0.01546202, 0.12182412, 0.67537868, 0.18733519},
            {0.211752, 0.137283, 0.600878, 0.050087},
            {0.027388, 0.046552, 0.781085, 0.144975}
        };
        double[] expected = {0.9161832320, 1.8699434129, 4.8406153503, 1.2334953174};
        double[][] logShares = logs(shares);
        double[] fitted = Dirichlet.fit(logShares).alpha();
        assertArrayEquals(expected, fitted, 1e-4);
        assertEquals(36.871651830648, logLikelihood(fitted, logShares), 1e-5);
    }

    @Test
    void fitOfAnAnswerThatIsNearlyAlwaysSureIsThatOfScipy() {
        double[][] shares = {
            {0.90912291, 0.08115008, 0.00972701},
            {0.9513, 0.02118, 0.02752},
            {0.972138, 0.027852, 1e-05},
            {0.9451, 0.05463, 0.00027},
            {0.9040171, 0.09040491, 0.00557799},
            {0.91956892, 0.07501208, 0.00541901},
            {0.965488, 0.023164, 0.011348},
            {0.98518, 0.009171, 0.005649},
            {0.8968489, 0.0990201, 0.004131},
            {0.872152, 0.094348, 0.0335},
            {0.979798, 0.014177, 0.006025},
            {0.93090393, 0.06907307, 2.3e-05}
        };
        double[] fitted = Dirichlet.fit(logs(shares)).alpha();
        assertEquals(38.753843, fitted[0], 5e-3);
        assertEquals(2.2139626, fitted[1], 5e-4);
        assertEquals(0.4315481, fitted[2], 5e-5);
    }

    private static double[][] logs(double[][] shares) {
        return Arrays.stream(shares)
                .map(row -> Arrays.stream(row).map(Math::log).toArray())
                .toArray(double[][]::new);
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
