package org.differnet.spark;

import java.io.ByteArrayInputStream;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.SerializableConfiguration;
import org.differnet.DifferNet;
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

    @Override
    public Iterator<Row> call(Iterator<Row> images) {
        DifferNet open = OpenModels.get(model);
        Iterable<Row> all = () -> images;
        return StreamSupport.stream(all.spliterator(), false)
                .map(image -> row(image, open.row(sample(image))))
                .iterator();
    }

    private Sample sample(Row image) {
        String name = String.valueOf(image.getString(path));
        if (content != NONE) {
            byte[] bytes = image.getAs(content);
            return Sample.ofStream(name, Sample.GOOD, () -> new ByteArrayInputStream(bytes));
        }
        return Sample.ofStream(name, Sample.GOOD, () -> {
            Path file = new Path(name);
            return file.getFileSystem(files.value().value()).open(file);
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
