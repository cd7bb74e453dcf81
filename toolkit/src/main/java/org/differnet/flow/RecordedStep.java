package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.differnet.engine.Gradients;
import org.differnet.engine.TorchScript;

/**
 * One step of training of any composition: the engine records the loss and finds the gradients, Adam is PyTorch's. It
 * computes in float32 on one core. Two threads must not train one flow.
 *
 * <p>Reference: Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.
 */
public final class RecordedStep implements Step {

    private final Flow flow;
    private final TrainOptions options;
    private final NDManager manager;
    private final TorchScript script;
    private final List<String> names;
    private final List<NDArray> weights;
    private final List<NDArray> means;
    private final List<NDArray> squares;
    private final NDArray count;

    /**
     * Adam with moments of zero.
     *
     * @param flow trained in place; stays open
     * @param options for the betas, epsilon and weight decay
     */
    public RecordedStep(Flow flow, TrainOptions options) {
        this.flow = flow;
        this.options = options;
        Map<String, NDArray> parameters = flow.parameters();
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("the flow has nothing to learn; add a layer with parameters");
        }
        manager = flow.manager().newSubManager();
        script = TorchScript.load(manager, TrainingStep.class, "training.torchscript");
        names = List.copyOf(parameters.keySet());
        weights = List.copyOf(parameters.values());
        means = zeros();
        squares = zeros();
        count = manager.zeros(new Shape());
    }

    @Override
    public double run(NDArray y, double rate) {
        weights.forEach(weight -> weight.setRequiresGradient(true));
        try {
            double loss;
            try (Gradients recording = Gradients.record();
                    NDArray recorded = TrainingRows.loss(flow, y)) {
                loss = recorded.getFloat();
                if (!Double.isFinite(loss)) {
                    return loss;
                }
                recording.backward(recorded);
            }
            adam(rate);
            return loss;
        } finally {
            weights.forEach(weight -> {
                Gradients.clear(weight);
                weight.setRequiresGradient(false);
            });
        }
    }

    private void adam(double rate) {
        double[] numbers = {rate, options.beta1(), options.beta2(), options.epsilon(), options.weightDecay()};
        List<NDArray> gradients = new ArrayList<>();
        try {
            for (int i = 0; i < weights.size(); i++) {
                gradients.add(Gradients.of(weights.get(i), names.get(i)));
            }
            script.call(manager, "adam", weights, gradients, means, squares, count, numbers)
                    .close();
        } finally {
            gradients.forEach(NDArray::close);
        }
    }

    @Override
    public double loss(NDArray y) {
        try (NDArray loss = TrainingRows.loss(flow, y)) {
            return loss.getFloat();
        }
    }

    @Override
    public List<NDArray> state() {
        return Stream.of(List.of(count), means, squares).flatMap(List::stream).toList();
    }

    @Override
    public void load(List<NDArray> state) {
        List<NDArray> own = state();
        for (int i = 0; i < own.size(); i++) {
            StateDict.copy(state.get(i), own.get(i));
        }
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }

    private List<NDArray> zeros() {
        return weights.stream().map(weight -> manager.zeros(weight.getShape())).toList();
    }
}
