package org.differnet.chart;

import java.util.ArrayList;
import java.util.List;

/** Names in lines that leave room for the chart. */
final class Wrapped {

    private static final int LETTERS = 38;

    private Wrapped() {}

    /** The words in lines of at most 38 letters; a longer word has a line of its own. At least one line. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > LETTERS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
