package org.differnet.flow;

/** How the learning rate goes over a training. */
public enum Schedule {
    /** It stays, as in the paper. */
    CONSTANT {
        @Override
        double factor(double progress) {
            return 1;
        }
    },
    /** It falls to zero in a straight line. */
    LINEAR {
        @Override
        double factor(double progress) {
            return 1 - progress;
        }
    },
    /** It falls to zero along half a cosine, slowly at both ends. */
    COSINE {
        @Override
        double factor(double progress) {
            return (1 + Math.cos(Math.PI * progress)) / 2;
        }
    };

    /** What the learning rate is multiplied by when this part of all steps, 0 to 1, is done. */
    abstract double factor(double progress);
}
