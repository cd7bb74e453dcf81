package org.differnet.score.many;

import java.util.List;
import java.util.Optional;

/** Where rows go as they come. */
interface RowLog extends AutoCloseable {

    /** The rows that were there before. */
    ScoredImages.Counts before();

    /** The row of an image that is there already; each is given once. */
    Optional<ScoredImage> earlier(String name);

    /** Whether a row that was there before is the first of all that have a score. */
    boolean isOldest(ScoredImage row);

    /** Adds a row, which is kept when this returns. */
    void add(ScoredImage row);

    /** Takes out what was added. */
    void undo();

    @Override
    void close();

    /** Into a list, in which nothing is there already. */
    static RowLog inMemory(List<ScoredImage> rows) {
        return new RowLog() {
            @Override
            public ScoredImages.Counts before() {
                return ScoredImages.Counts.NONE;
            }

            @Override
            public Optional<ScoredImage> earlier(String name) {
                return Optional.empty();
            }

            @Override
            public boolean isOldest(ScoredImage row) {
                return false;
            }

            @Override
            public void add(ScoredImage row) {
                rows.add(row);
            }

            @Override
            public void undo() {
                rows.clear();
            }

            @Override
            public void close() {}
        };
    }
}
