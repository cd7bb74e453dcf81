package org.differnet.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.differnet.work.Escape;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** A bar for each task, with the curve of its loss, replaced in place and at its end by one line. */
final class NotebookProgress implements ProgressListener {

    private static final long INTERVAL_NANOS = 200_000_000L;
    private static final int MOST_POINTS = 200;
    private static final int WIDTH = 480;
    private static final int HEIGHT = 80;

    private final Kernel kernel;
    private String task = "";
    private String id = "";
    private String line = "";
    private long shown;
    private final List<double[]> losses = new ArrayList<>();

    NotebookProgress(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public synchronized void on(Progress progress) {
        boolean first = !progress.task().equals(task);
        if (first) {
            leaveBehind();
            task = progress.task();
            id = "differnet-" + UUID.randomUUID();
            losses.clear();
        }
        if (!Double.isNaN(progress.loss())) {
            remember(progress);
        }
        line = progress.toString();
        long now = System.nanoTime();
        if (first) {
            kernel.show(id, bundle(progress));
            shown = now;
        } else if (progress.finished() || now - shown >= INTERVAL_NANOS) {
            kernel.update(id, bundle(progress));
            shown = now;
        }
        if (progress.finished()) {
            task = "";
        }
    }

    @Override
    public void say(String line) {
        kernel.show("differnet-" + UUID.randomUUID(), Bundle.html(line, grey(line)));
    }

    @Override
    public void warn(String message) {
        kernel.show(
                "differnet-" + UUID.randomUUID(),
                Bundle.html(
                        message,
                        "<div style=\"border-left:4px solid #E69F00;padding:4px 10px;white-space:pre-wrap\">"
                                + Escape.html(message) + "</div>"));
    }

    /** A task that never told its end, since it failed or its length was not known, ends as a line too. */
    private void leaveBehind() {
        if (!task.isEmpty()) {
            kernel.update(id, Bundle.html(line, grey(line)));
        }
    }

    private Bundle bundle(Progress progress) {
        if (progress.finished()) {
            return Bundle.html(line, grey(line));
        }
        double percent = 100.0 * progress.done() / progress.total();
        String bar = String.format(
                Locale.ROOT,
                "<div style=\"width:%dpx;height:8px;background:#dddddd\">"
                        + "<div style=\"width:%.1f%%;height:8px;background:#0072B2\"></div></div>",
                WIDTH,
                percent);
        return Bundle.html(line, "<div>" + Escape.html(line) + "</div>" + bar + curve());
    }

    private static String grey(String line) {
        return "<div style=\"color:gray\">" + Escape.html(line) + "</div>";
    }

    private void remember(Progress progress) {
        long every = Math.max(1, progress.total() / MOST_POINTS);
        if (progress.done() % every == 0 || progress.finished()) {
            losses.add(new double[] {(double) progress.done() / progress.total(), progress.loss()});
        }
    }

    private String curve() {
        if (losses.size() < 2) {
            return "";
        }
        double low = losses.stream().mapToDouble(point -> point[1]).min().orElseThrow();
        double high = losses.stream().mapToDouble(point -> point[1]).max().orElseThrow();
        double range = high > low ? high - low : 1;
        StringBuilder points = new StringBuilder();
        for (double[] point : losses) {
            points.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", point[0] * WIDTH, 4 + (HEIGHT - 8) * (high - point[1]) / range));
        }
        return String.format(
                Locale.ROOT,
                "<svg width=\"%d\" height=\"%d\"><polyline points=\"%s\" fill=\"none\" stroke=\"#D55E00\""
                        + " stroke-width=\"1.5\"/></svg>",
                WIDTH,
                HEIGHT,
                points.toString().strip());
    }
}
