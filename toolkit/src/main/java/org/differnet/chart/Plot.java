package org.differnet.chart;

import java.awt.geom.Rectangle2D;

/**
 * The area between the axes of a drawn chart.
 *
 * @param area in pixels
 * @param x axis along its bottom
 * @param y axis along its left side
 */
record Plot(Rectangle2D area, Axis x, Axis y) {

    double px(double value) {
        return area.getX() + area.getWidth() * x.position(value);
    }

    double py(double value) {
        return area.getMaxY() - area.getHeight() * y.position(value);
    }
}
