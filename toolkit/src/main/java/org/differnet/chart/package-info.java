/**
 * Charts and pictures: results as people would rather see them.
 *
 * <p>Comes in: numbers, as named series: lines, bands, bars, boxes, marks. Goes out: a {@link
 * org.differnet.chart.Chart}, which is at once an interactive Plotly figure and a picture drawn here, for places that run
 * no scripts. Knows nothing of where it will be shown.
 */
package org.differnet.chart;
