package org.differnet.flow;

import java.util.stream.Stream;

/** Every member of the family, in several settings, and one of a user's own. */
enum Member {
    PERMUTE(new Layers.Permute(3)),
    REORDER(new Layers.Reverse()),
    NORMALIZE(new Layers.Normalize()),
    LINEAR(new Layers.Linear(1)),
    ADDITIVE(new Layers.Additive(16, 2)),
    COUPLE_SOFT(new Layers.Couple(16, 3, Clamp.soft(3))),
    COUPLE_TANH(new Layers.Couple(16, 2, Clamp.tanh(2))),
    COUPLE_UNCLAMPED(new Layers.Couple(16, 1, Clamp.none())),
    SPLINE(new Layers.Spline(16, 2, 5, 3)),
    MASKED(new Layers.Masked(16, 2, Clamp.soft(2), false)),
    INVERSE_MASKED(new Layers.Masked(16, 2, Clamp.soft(2), true)),
    PLANAR(new Layers.Bend(false)),
    RADIAL(new Layers.Bend(true)),
    OWN(Layer.own("Scale", Scale::new));

    final Layer layer;

    Member(Layer layer) {
        this.layer = layer;
    }

    static Stream<Layer> layers() {
        return Stream.of(values()).map(member -> member.layer);
    }
}
