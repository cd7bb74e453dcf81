package org.differnet.flow;

import java.util.ArrayList;
import java.util.List;
import org.differnet.chart.Animation;
import org.differnet.chart.Palette;
import org.differnet.chart.Plane;
import org.differnet.chart.Series;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Looks at a flow on the plane: each call gives one figure and one table. */
public final class PlaneLook {

    private static final int LINES = 13;
    private static final int POINTS_A_LINE = 60;

    private PlaneLook() {}

    /**
     * The density, as shades of blue, and points on it.
     *
     * @param points x and y in turn
     * @param reach the picture goes from -reach to reach
     * @return the table: the share of the probability within the picture, the mean log p of the points
     */
    public static Look density(Flow flow, float[] points, double reach) {
        onThePlane(flow);
        RowCheck.finite(points, 2);
        double[] within = new double[1];
        Plane plane = Plane.of("density", -reach, reach, dots(points)).shaded(grid -> {
            float[] values = flow.logProb(grid);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.exp(values[i]);
                within[0] += values[i] * 4 * reach * reach / values.length;
            }
            return values;
        });
        double mean = 0;
        float[] logs = flow.logProb(points);
        for (float log : logs) {
            mean += log / logs.length;
        }
        return new Look(
                plane,
                Table.create(
                        "density",
                        DoubleColumn.create("share within", within),
                        DoubleColumn.create("mean log p", new double[] {mean})));
    }

    /**
     * The lines of a square grid in latent space, from -3 to 3, where the flow's inverse takes them.
     *
     * @param reach the picture goes from -reach to reach
     * @return the table's columns: line, length in the space of the data (6 in that of the latents)
     */
    public static Look grid(Flow flow, double reach) {
        onThePlane(flow);
        List<Series> lines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Double> lengths = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            for (int i = 0; i < LINES; i++) {
                float at = -3 + 6f * i / (LINES - 1);
                float[] latents = new float[2 * POINTS_A_LINE];
                for (int k = 0; k < POINTS_A_LINE; k++) {
                    latents[2 * k + axis] = at;
                    latents[2 * k + 1 - axis] = -3 + 6f * k / (POINTS_A_LINE - 1);
                }
                float[] bent = flow.ofLatents(latents);
                lines.add(Series.line("", every(bent, 0), every(bent, 1), axis == 0 ? Palette.GOOD : Palette.DEFECT));
                names.add("z" + (axis + 1) + " = " + at);
                lengths.add(length(bent));
            }
        }
        return new Look(
                Plane.of("grid of latents", -reach, reach).with(lines),
                Table.create(
                        "grid of latents", StringColumn.create("line", names), DoubleColumn.create("length", lengths)));
    }

    /**
     * The way of points through the transforms, a moving picture with the number of each.
     *
     * @param points x and y in turn
     * @param reach the picture goes from -reach to reach
     * @return the table's columns: after, mean length of the rows
     */
    public static Look path(Flow flow, float[] points, double reach) {
        onThePlane(flow);
        Stages stages = Stages.of(flow, points);
        List<Plane> frames = new ArrayList<>();
        double[] means = new double[stages.names().size()];
        for (int i = 0; i < means.length; i++) {
            float[] values = stages.values().get(i);
            frames.add(Plane.of(stages.names().get(i), -reach, reach, dots(values)));
            for (int k = 0; k < values.length; k += 2) {
                means[i] += 2 * Math.hypot(values[k], values[k + 1]) / values.length;
            }
        }
        return new Look(
                Animation.of(frames, 2),
                Table.create(
                        "path of points",
                        StringColumn.create("after", stages.names()),
                        DoubleColumn.create("mean length", means)));
    }

    private static void onThePlane(Flow flow) {
        if (flow.dimension() != 2) {
            throw new IllegalArgumentException("the flow has " + flow.dimension()
                    + " dimensions and a picture of the plane has 2; see FlowLook for others");
        }
    }

    private static Series dots(float[] points) {
        return Series.points("", every(points, 0), every(points, 1), Palette.THIRD);
    }

    private static double[] every(float[] points, int axis) {
        double[] values = new double[points.length / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = points[2 * i + axis];
        }
        return values;
    }

    private static double length(float[] line) {
        double sum = 0;
        for (int i = 2; i < line.length; i += 2) {
            sum += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
        }
        return sum;
    }
}
