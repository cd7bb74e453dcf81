package org.differnet.score.many;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.differnet.data.Sample;

/** The images with the highest scores of those that were offered. */
final class Highest {

    private static final int MOST = 24;

    private final PriorityQueue<Entry> lowestFirst = new PriorityQueue<>(
            Comparator.comparingDouble(entry -> entry.image().score()));

    /** An image and where its pixels are. */
    record Entry(ScoredImage image, Sample sample) {}

    void offer(ScoredImage image, Sample sample) {
        if (!image.failed()) {
            lowestFirst.add(new Entry(image, sample));
            if (lowestFirst.size() > MOST) {
                lowestFirst.remove();
            }
        }
    }

    /** The highest first. */
    List<Entry> all() {
        return lowestFirst.stream().sorted(lowestFirst.comparator().reversed()).toList();
    }
}
