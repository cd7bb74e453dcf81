package org.differnet.data.check;

import java.util.List;
import org.differnet.data.Sample;

/**
 * Something about a data set that its owner should look at.
 *
 * @param kind what sort of finding it is
 * @param file name of the image or of what is not read, or of the data set where the finding concerns many
 * @param text what was found
 * @param advice what to do about it
 * @param images the images to look at, most of the time one or two; none where they cannot be read
 */
public record Finding(Kind kind, String file, String text, String advice, List<Sample> images) {

    /** Sorts of finding, the worst first. */
    public enum Kind {
        UNREADABLE("unreadable image"),
        IGNORED("not read"),
        MASK("unusable mask"),
        NO_MASK("defect without mask"),
        TOO_SMALL("image too small"),
        LEAK("image in training and test"),
        FEW("too few images"),
        DUPLICATE("duplicate"),
        NEAR_DUPLICATE("near duplicate"),
        MODES("mixed modes"),
        SIZES("mixed sizes"),
        RANGE("values that are not used"),
        DARK("dark image"),
        CLIPPED("clipped image"),
        UNUSUAL("unusual image"),
        GREY_AS_COLOUR("grey saved as colour");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** What the table calls it. */
        public String label() {
            return label;
        }
    }

    /** Keeps a copy of the list. */
    public Finding {
        images = List.copyOf(images);
    }

    @Override
    public String toString() {
        return file + ": " + text;
    }
}
