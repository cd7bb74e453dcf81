/**
 * Charts and pictures: results as people would rather see them.
 *
 * <p>Comes in: numbers, as named series: lines, points, bands, bars, boxes, marks. Goes out: a {@link
 * org.differnet.chart.Chart}, which is at once an interactive Plotly figure and a picture drawn here, for places that run
 * no scripts; a {@link org.differnet.chart.Plane}, a still picture with one unit on both axes; an {@link
 * org.differnet.chart.Animation} of pictures. Knows nothing of where it will be shown.
 */
package org.differnet.chart;
