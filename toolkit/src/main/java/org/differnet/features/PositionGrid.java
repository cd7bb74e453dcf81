package org.differnet.features;

/**
 * Where the positions of a network's last maps lie in a view, at one scale.
 *
 * @param side positions in a row and in a column
 * @param first the centre of the first in pixels of the view, from its edge
 * @param step from one centre to the next in pixels of the view
 */
public record PositionGrid(int side, double first, double step) {

    /** All positions. */
    public int positions() {
        return side * side;
    }
}
