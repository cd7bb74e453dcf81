package org.differnet.spark;

import java.io.ByteArrayInputStream;
import java.util.Iterator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.differnet.DifferNet;
import org.differnet.data.Folders;
import org.differnet.data.Sample;
import org.differnet.score.many.ScoredImage;

/**
 * The task of an executor: the images of a partition, one after the other as Spark asks for their rows.
 *
 * @param path the place of the column of paths
 * @param content the place of the column of contents, or {@link #NONE}
 * @param files how to reach the file systems
 */
record ScoredPartition(SentModel model, int path, int content, Broadcast<SerializableConfiguration> files)
        implements MapPartitionsFunction<Row, Row> {

    static final int NONE = -1;

    private static final Pattern FILE_SYSTEM = Pattern.compile("[a-zA-Z][\\w+.-]*:/");

    @Override
    public Iterator<Row> call(Iterator<Row> images) {
        DifferNet open = OpenModels.get(model);
        Iterable<Row> all = () -> images;
        return StreamSupport.stream(all.spliterator(), false)
                .map(image -> row(image, open.row(sample(image))))
                .iterator();
    }

    private Sample sample(Row image) {
        String name = image.getString(path);
        if (name == null) {
            return failing("a row without a path", "its path is null; leave such rows out");
        }
        if (content != NONE) {
            byte[] bytes = image.getAs(content);
            if (bytes == null) {
                return failing(
                        name,
                        "its content is null; leave such rows out, or drop the column \"content\" to have files read");
            }
            return Sample.ofStream(name, Sample.GOOD, () -> new ByteArrayInputStream(bytes));
        }
        return Sample.ofStream(name, Sample.GOOD, () -> {
            Path file = path(name);
            FileSystem system = file.getFileSystem(files.value().value());
            return (system instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : system).open(file);
        });
    }

    /** Hadoop takes what is before any colon for a file system. */
    private static Path path(String name) {
        return FILE_SYSTEM.matcher(name).lookingAt() ? new Path(name) : new Path(null, null, name);
    }

    private static Sample failing(String name, String reason) {
        return Sample.ofStream(name, Sample.GOOD, () -> {
            throw Folders.refused(name + " cannot be scored: " + reason);
        });
    }

    private Row row(Row image, ScoredImage scored) {
        Stream<Object> kept =
                IntStream.range(0, image.length()).filter(i -> i != content).mapToObj(image::get);
        Stream<Object> added = Stream.of(
                known(scored.score()),
                known(scored.threshold()),
                scored.failed() ? null : scored.call().toString(),
                known(scored.pValue()),
                scored.failed() ? scored.error() : null);
        return RowFactory.create(Stream.concat(kept, added).toArray());
    }

    private static Double known(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
