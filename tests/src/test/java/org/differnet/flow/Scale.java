package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** z = e^s y + t: the transform that the Javadoc of {@link Transform} shows. */
record Scale(NDArray s, NDArray t) implements Transform {

    Scale(Setup setup) {
        this(setup.zeros(setup.dimension()), setup.zeros(setup.dimension()));
    }

    @Override
    public Transformed forward(NDArray y) {
        NDArray logDet = y.getManager().zeros(new Shape(y.getShape().get(0))).add(s.sum());
        return new Transformed(y.mul(s.exp()).add(t), logDet);
    }

    @Override
    public NDArray inverse(NDArray z) {
        return z.sub(t).div(s.exp());
    }

    @Override
    public Map<String, NDArray> parameters() {
        return Map.of("s", s, "t", t);
    }
}
