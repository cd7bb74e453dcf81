package org.differnet.features;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Objects;
import org.differnet.features.backbone.Scales;

/** A backbone at other scales than its own. */
record Rescaled(Backbone original, List<Integer> scales) implements Backbone {

    Rescaled(Backbone original, int... sides) {
        this(original, Scales.checked(sides));
    }

    Rescaled {
        Objects.requireNonNull(original, "original");
    }

    @Override
    public String name() {
        return original.name();
    }

    @Override
    public int dimension() {
        return original.dimension();
    }

    @Override
    public String weightsHash() {
        return original.weightsHash();
    }

    @Override
    public NDArray forward(NDArray views) {
        return original.forward(views);
    }

    @Override
    public Backbone withScales(int... sides) {
        return new Rescaled(original, sides);
    }
}
