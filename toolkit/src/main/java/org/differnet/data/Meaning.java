package org.differnet.data;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the name of a folder says of the images in it. */
enum Meaning {
    GOOD("good", "ok", "normal", "defectfree", "nodefect", "nodefects"),
    TRAIN("train", "training"),
    TEST("test", "testing"),
    VALIDATION("val", "valid", "validation"),
    MASKS("groundtruth", "gt", "mask", "masks"),
    /** A kind of defect, or something else: the place of the folder says which. */
    OTHER;

    private static final Pattern SEPARATORS = Pattern.compile("[\\s_.-]+");
    private static final Pattern THINGS =
            Pattern.compile("(images?|imgs?|parts?|pieces?|products?|samples?|data|set)$");

    private final Set<String> names;

    Meaning(String... names) {
        this.names = Set.of(names);
    }

    /** The meaning of a name in any case, with or without separators, and a word such as "images" at its end. */
    static Meaning of(String name) {
        String lower = name.toLowerCase(Locale.ROOT).strip();
        String plain =
                SEPARATORS.matcher(THINGS.matcher(lower).replaceFirst("")).replaceAll("");
        for (Meaning meaning : values()) {
            if (meaning.names.contains(plain)) {
                return meaning;
            }
        }
        return OTHER;
    }
}
