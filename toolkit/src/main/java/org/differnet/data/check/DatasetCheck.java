package org.differnet.data.check;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.differnet.chart.Gallery;
import org.differnet.chart.Picture;
import org.differnet.data.Dataset;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a look at every image of a data set found, the worst first.
 *
 * <p>Example: <pre>{@code
 * DatasetCheck check = Datasets.folder(path).check();
 * check.table();    // file, finding, advice
 * check.picture();  // the suspicious images
 * }</pre>
 *
 * <p>A finding is a reason to look, not a verdict: a product may be dark, and two images of it may look alike.
 */
public final class DatasetCheck implements Picture {

    private static final int MOST_SHOWN = 20;
    private static final int COLUMNS = 5;

    private final Dataset dataset;
    private final List<Finding> findings;

    DatasetCheck(Dataset dataset, List<Finding> findings) {
        this.dataset = dataset;
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort((a, b) -> a.kind().compareTo(b.kind()));
        this.findings = Collections.unmodifiableList(sorted);
    }

    /** The findings, the worst kinds first. */
    public List<Finding> findings() {
        return findings;
    }

    /** The findings of one kind. */
    public List<Finding> findings(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }

    /** Whether nothing was found. */
    public boolean clean() {
        return findings.isEmpty();
    }

    /** One row a finding: file, kind of finding, what was found, advice. */
    public Table table() {
        return Table.create(
                "check of " + dataset.name(),
                column("file", findings.stream().map(Finding::file).toList()),
                column("finding", findings.stream().map(f -> f.kind().label()).toList()),
                column("what", findings.stream().map(Finding::text).toList()),
                column("advice", findings.stream().map(Finding::advice).toList()));
    }

    /**
     * The images that findings name, those of several findings in one tile, pairs side by side, at most 20 of them; good images
     * where none is named.
     */
    @Override
    public BufferedImage picture() {
        List<Picture> suspicious = findings.stream()
                .filter(finding -> !finding.images().isEmpty())
                .collect(Collectors.groupingBy(Finding::images, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .limit(MOST_SHOWN)
                .map(FindingPicture::new)
                .map(Picture.class::cast)
                .toList();
        List<? extends Picture> shown = suspicious.isEmpty()
                ? dataset.train().subList(0, Math.min(COLUMNS, dataset.train().size()))
                : suspicious;
        return shown.isEmpty()
                ? new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                : Gallery.of(shown, COLUMNS).picture();
    }

    @Override
    public String caption() {
        return toString();
    }

    /** One line, such as "bottle, 292 images: 2 near duplicates, 1 unusual image". */
    @Override
    public String toString() {
        Map<Finding.Kind, Long> counts = findings.stream()
                .collect(Collectors.groupingBy(
                        Finding::kind, () -> new EnumMap<>(Finding.Kind.class), Collectors.counting()));
        String found = counts.entrySet().stream()
                .map(entry -> entry.getValue() == 1
                        ? entry.getKey().label()
                        : entry.getKey().label() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s, %d images: %s",
                dataset.name(),
                dataset.train().size() + dataset.test().size(),
                clean() ? "nothing found" : found);
    }

    private static StringColumn column(String name, List<String> values) {
        return StringColumn.create(name, values);
    }
}
