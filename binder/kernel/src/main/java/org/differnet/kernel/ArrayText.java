package org.differnet.kernel;

import java.lang.reflect.Array;

/** Arrays as a reader wants them: their elements, nested ones too, in at most {@value #MOST_CHARACTERS} characters. */
final class ArrayText {

    private static final int MOST_ELEMENTS = 100;
    private static final int MOST_CHARACTERS = 2000;

    private ArrayText() {}

    /** For example {@code [1, 2, 3, ... 1000 in all]}. */
    static String of(Object array) {
        StringBuilder text = new StringBuilder();
        append(array, text, 0);
        return text.toString();
    }

    private static void append(Object value, StringBuilder text, int depth) {
        if (value == null || !value.getClass().isArray()) {
            text.append(value);
            return;
        }
        int length = Array.getLength(value);
        text.append('[');
        for (int i = 0; i < length; i++) {
            if (i == MOST_ELEMENTS || text.length() > MOST_CHARACTERS || depth == MOST_ELEMENTS) {
                text.append("... ").append(length).append(" in all");
                break;
            }
            append(Array.get(value, i), text, depth + 1);
            text.append(i + 1 < length ? ", " : "");
        }
        text.append(']');
    }
}
