package org.differnet.experiment;

import org.differnet.features.Backbone;

/** Networks by the names that programs take. */
public final class Networks {

    private Networks() {}

    /**
     * A network that comes with the library or is fetched.
     *
     * @param name alexnet, mobilenet, drawn or untrained
     * @throws IllegalArgumentException for any other name
     */
    public static Backbone named(String name) {
        return switch (name) {
            case "alexnet" -> Backbone.alexNet();
            case "mobilenet" -> Backbone.mobileNetV2();
            case "drawn" -> Backbone.drawn();
            case "untrained" -> Backbone.alexNet().untrained(0);
            default ->
                throw new IllegalArgumentException(
                        "network " + name + "; allowed are alexnet, mobilenet, drawn, untrained");
        };
    }
}
