package org.differnet.flow;

import java.awt.image.BufferedImage;
import org.differnet.chart.Picture;
import tech.tablesaw.api.Table;

/**
 * A look inside a flow: one figure and the numbers in it.
 *
 * @param figure what is to be seen
 * @param table its numbers
 */
public record Look(Picture figure, Table table) implements Picture {

    @Override
    public BufferedImage picture() {
        return figure.picture();
    }

    @Override
    public String caption() {
        return figure.caption();
    }

    /** The table, as text. */
    @Override
    public String toString() {
        return table.print(50);
    }
}
