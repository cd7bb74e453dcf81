package org.differnet.flow;

import java.util.Objects;
import java.util.function.Function;

/**
 * One step of a {@link Composition}: what kind of transform, of what size, before there is one. The library's own are
 * records in {@link Layers}; one of a user's own is {@link #own}.
 */
public interface Layer {

    /** What a model file calls it: letters and digits, a letter first. */
    String name();

    /**
     * The transform, with its first parameters.
     *
     * @throws IllegalArgumentException if it is not possible on rows of this length
     */
    Transform create(Setup setup);

    /**
     * What stands in its place in a later repetition of the chain, so that not all of them permute alike.
     *
     * @param repetition from 0, which is this one
     */
    default Layer repeated(int repetition) {
        return this;
    }

    /** How many numbers it learns on rows of d dimensions and c of context; -1 if that is not known before. */
    default long parameterCount(int dimension, int context) {
        return -1;
    }

    /**
     * A transform of a user's own. A model file holds its name and its parameters, not its class, which is given again
     * when the file is read.
     *
     * @param name letters and digits, a letter first, at most 64; none of the library's
     * @param factory makes it, such as {@code Scale::new}
     */
    static Layer own(String name, Function<Setup, ? extends Transform> factory) {
        return new Own(name, factory);
    }

    /**
     * See {@link Layer#own}.
     *
     * @param name of the transform
     * @param factory makes it
     */
    record Own(String name, Function<Setup, ? extends Transform> factory) implements Layer {

        public Own {
            Objects.requireNonNull(factory, "factory");
            if (!name.matches("[A-Za-z][A-Za-z0-9]{0,63}") || Layers.NAMES.containsKey(name)) {
                throw new IllegalArgumentException("a transform of one's own cannot be called '" + name
                        + "'; give letters and digits, a letter first, and none of " + Layers.NAMES.keySet());
            }
        }

        @Override
        public Transform create(Setup setup) {
            Transform transform = factory.apply(setup);
            if (transform == null) {
                throw new IllegalArgumentException(
                        "the factory of '" + name + "' made nothing; return a new transform, not null");
            }
            return transform;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
