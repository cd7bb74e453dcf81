package org.differnet.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.differnet.work.Escape;
import org.differnet.work.Progress;

/** The bar of one task, with the curve of its loss, replaced in place and at its end by one line. */
final class ProgressBar {

    private static final long INTERVAL_NANOS = 200_000_000L;
    private static final int MOST_POINTS = 200;
    private static final int WIDTH = 480;
    private static final int HEIGHT = 80;

    private final Kernel kernel;
    private final String task;
    private final String id = "differnet-" + UUID.randomUUID();
    private final List<double[]> losses = new ArrayList<>();
    private Progress last;
    private boolean shown;
    private long shownAt;

    ProgressBar(Kernel kernel, String task) {
        this.kernel = kernel;
        this.task = task;
    }

    String task() {
        return task;
    }

    /** Shows how far the task is, unless it was shown a moment ago. */
    void show(Progress progress) {
        last = progress;
        if (!Double.isNaN(progress.loss())) {
            remember(progress);
        }
        long now = System.nanoTime();
        if (kernel.isShowing() && (!shown || now - shownAt >= INTERVAL_NANOS)) {
            shownAt = now;
            publish(bundle());
        }
    }

    /** Replaces the bar by its last line. */
    void end() {
        publish(line(last.whenOver()));
    }

    /** A line of its own below the cell. */
    static Bundle line(String line) {
        return Bundle.html(line, "<div style=\"color:gray\">" + Escape.html(line) + "</div>");
    }

    private void publish(Bundle bundle) {
        if (shown) {
            kernel.update(id, bundle);
        } else {
            kernel.show(id, bundle);
            shown = true;
        }
    }

    private Bundle bundle() {
        double percent = 100.0 * last.done() / last.total();
        String bar = String.format(
                Locale.ROOT,
                "<div style=\"width:%dpx;height:8px;background:#dddddd\">"
                        + "<div style=\"width:%.1f%%;height:8px;background:#0072B2\"></div></div>",
                WIDTH,
                percent);
        String line = last.toString();
        return Bundle.html(line, "<div>" + Escape.html(line) + "</div>" + bar + curve());
    }

    private void remember(Progress progress) {
        long every = Math.max(1, progress.total() / MOST_POINTS);
        if (progress.done() % every == 0) {
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
