package org.differnet.score;

import java.util.Locale;

/** What a threshold makes of a score. */
public enum Call {
    /** The score is below the threshold. */
    GOOD,
    /** The score reaches the threshold. */
    ANOMALOUS,
    /** There is no threshold. */
    UNDECIDED;

    /** The word for tables and captions: good, anomalous or undecided. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
