package org.differnet.features;

/** What a network has learnt from, which decides what its features are worth. */
public enum TrainedOn {

    /** ImageNet's photographs, as in the paper. */
    IMAGENET(""),

    /** COCO's photographs, which MobileNetV2 learnt to find things in. */
    COCO(" [features of MobileNetV2, trained on COCO]"),

    /** Pictures drawn by this project's programs, no photograph, and what MobileNetV2 says of them. */
    DRAWN_PICTURES(" [features trained on drawn pictures]"),

    /** Nothing: its weights are random. */
    NOTHING(" [untrained network: shows the machinery only]"),

    /** What its user knows: weights from a file that was named, or a backbone of the user's own. */
    OWN("");

    private final String caveat;

    TrainedOn(String caveat) {
        this.caveat = caveat;
    }

    /** What every result has to say of it, with a space before it; empty where there is nothing to say. */
    public String caveat() {
        return caveat;
    }
}
