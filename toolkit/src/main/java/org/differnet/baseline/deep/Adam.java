package org.differnet.baseline.deep;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.Stream;

/** Adam on some of the weights, as PyTorch has it: D. P. Kingma, J. Ba, Adam, ICLR 2015. */
public final class Adam {

    private static final double EPSILON = 1e-8;

    private final Weights owner;
    private final NDManager manager;
    private final List<NDArray> weights;
    private final List<NDArray> means;
    private final List<NDArray> squares;
    private final double rate;
    private final double beta1;
    private final double beta2;
    private final double weightDecay;
    private int steps;

    /**
     * Adam that has made no step yet.
     *
     * @param weights of the owner
     * @param rate over 0
     * @param weightDecay this times the weight is added to its gradient
     */
    public Adam(Weights owner, List<NDArray> weights, double rate, double beta1, double beta2, double weightDecay) {
        this(owner, owner.manager(), weights, rate, beta1, beta2, weightDecay);
    }

    /**
     * The same on arrays that live shorter than the weights.
     *
     * @param manager owns what Adam remembers
     */
    public Adam(
            Weights owner,
            NDManager manager,
            List<NDArray> weights,
            double rate,
            double beta1,
            double beta2,
            double weightDecay) {
        this.owner = owner;
        this.manager = manager;
        this.weights = List.copyOf(weights);
        this.means = zeros();
        this.squares = zeros();
        this.rate = rate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.weightDecay = weightDecay;
    }

    private List<NDArray> zeros() {
        return weights.stream().map(weight -> manager.zeros(weight.getShape())).toList();
    }

    /** One step along the gradients that were collected, which are 0 afterwards. */
    public void step() {
        steps++;
        double unbiased = 1 - Math.pow(beta1, steps);
        double[] numbers = {rate / unbiased, beta1, beta2, EPSILON, Math.sqrt(1 - Math.pow(beta2, steps)), weightDecay};
        List<NDArray> gradients = gradients();
        owner.script()
                .call(manager, "adam", weights, gradients, means, squares, numbers)
                .close();
        gradients.forEach(NDArray::close);
    }

    /** Lets go of the gradients that were collected. */
    public void forget() {
        List<NDArray> gradients = gradients();
        owner.script().call(manager, "forget", gradients).close();
        gradients.forEach(NDArray::close);
    }

    /** What it remembers: of each weight the mean of its gradients, then of each that of their squares. */
    List<NDArray> memory() {
        return Stream.concat(means.stream(), squares.stream()).toList();
    }

    /**
     * Goes on where another one was.
     *
     * @param made steps
     * @param memory as {@link #memory} gives it
     */
    void resume(int made, List<NDArray> memory) {
        steps = made;
        List<NDArray> own = memory();
        for (int i = 0; i < own.size(); i++) {
            owner.copy(memory.get(i), own.get(i), "what Adam remembers");
        }
    }

    private List<NDArray> gradients() {
        return weights.stream().map(NDArray::getGradient).toList();
    }
}
