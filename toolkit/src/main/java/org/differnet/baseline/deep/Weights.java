package org.differnet.baseline.deep;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.differnet.engine.TorchScript;

/** The weights of small networks that learn from pixels, drawn under a seed; owns their memory. */
public final class Weights implements AutoCloseable {

    private final NDManager manager;
    private final TorchScript script;
    private final SplittableRandom random;
    private final List<NDArray> learnt = new ArrayList<>();
    private final Map<String, NDArray> all = new LinkedHashMap<>();

    /** @param parent decides the device */
    public Weights(NDManager parent, long seed) {
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, Weights.class, "layers.torchscript");
        this.random = new SplittableRandom(seed);
    }

    /** Owns the weights; open as long as this. */
    public NDManager manager() {
        return manager;
    }

    /** Calls an operation of {@code layers.torchscript}; records gradients while a recording is open. */
    public NDArray call(String operation, NDArray... arguments) {
        return script.callAsWritten(operation, arguments);
    }

    /** What is learnt, in the order in which it was drawn. */
    public List<NDArray> learnt() {
        return List.copyOf(learnt);
    }

    /** Ends the learning: from now on no gradient is recorded for the weights. */
    public void freeze() {
        learnt.forEach(weight -> weight.setRequiresGradient(false));
    }

    /** Weights to learn, normally distributed. */
    public NDArray normal(double mean, double deviation, long... shape) {
        Shape drawn = new Shape(shape);
        float[] values = new float[(int) drawn.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        NDArray weights = owned(values, drawn);
        weights.setRequiresGradient(true);
        learnt.add(weights);
        return named("learnt", weights);
    }

    /** Numbers that are kept and not learnt by gradients, all alike at first. */
    NDArray constant(float value, long... shape) {
        return named("kept", manager.full(new Shape(shape), value));
    }

    private NDArray named(String kind, NDArray array) {
        all.put(kind + "." + all.size(), array);
        return array;
    }

    /** All numbers of the networks, what is learnt and what is kept beside it, by name, in the order of their making. */
    public Map<String, NDArray> all() {
        return Collections.unmodifiableMap(all);
    }

    /**
     * Puts other numbers in their place.
     *
     * @param given as {@link #all} names and shapes them
     * @throws IllegalArgumentException if they are those of other networks
     */
    public void load(Map<String, NDArray> given) {
        if (!given.keySet().equals(all.keySet())) {
            throw new IllegalArgumentException(
                    "it has the weights " + given.keySet() + " and its networks have " + all.keySet());
        }
        all.forEach((name, array) -> copy(given.get(name), array, name));
    }

    void copy(NDArray from, NDArray to, String name) {
        if (!from.getShape().equals(to.getShape())) {
            throw new IllegalArgumentException(
                    name + " has the shape " + from.getShape() + " and its networks need " + to.getShape());
        }
        script.call(manager, "assign", to, from).close();
    }

    /** A copy in the engine's own memory: the engine may lose what Java's collector moves. */
    private NDArray owned(float[] values, Shape shape) {
        try (NDArray borrowed = manager.create(values, shape)) {
            return borrowed.duplicate();
        }
    }

    TorchScript script() {
        return script;
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
