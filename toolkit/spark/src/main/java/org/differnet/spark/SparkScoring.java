package org.differnet.spark;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Scores images on a cluster of Apache Spark, with the bits of {@link org.differnet.Detector#score(org.differnet.data.Sample)}
 * on a machine with the same instructions.
 *
 * <p>Example, a folder of any size in any file system that Spark reads:
 *
 * <pre>{@code
 * Dataset<Row> images = session.read().format("binaryFile").load("hdfs:///archive/2026/*");
 * SparkScoring.score(session, images, Path.of("model.safetensors")).write().parquet("hdfs:///scores");
 * }</pre>
 *
 * <p>The model file is sent to each executor once and opened there once, whatever the number of its tasks. A task scores one
 * image after the other on its own core. What an executor that is lost had not finished, Spark gives to others: a written
 * result has one row for each image.
 */
public final class SparkScoring {

    private static final String PATH = "path";
    private static final String CONTENT = "content";

    /** The columns that are added: null where a value is not known. */
    private static final List<StructField> ADDED = List.of(
            field("score", DoubleType),
            field("threshold", DoubleType),
            field("call", StringType),
            field("p_value", DoubleType),
            field("error", StringType));

    /** As many images are a task of a second to a minute, the most that is lost with an executor. */
    private static final int IMAGES_OF_A_TASK = 64;

    private SparkScoring() {}

    /**
     * Scores image files.
     *
     * @param images with a column "path" of strings, which Spark's file systems read; and where it has a column "content" of
     *     binaries, as the source "binaryFile" gives, the files are taken from there
     * @param model a file of {@link org.differnet.DifferNet#save}, on the machine of the driver
     * @return computed when it is asked for: the columns of {@code images} but for "content", and "score" (higher = more
     *     anomalous), "threshold", "call", "p_value" and "error". An image that cannot be scored has its reason there and no
     *     score and call
     * @throws IllegalArgumentException if the columns are others
     * @throws UncheckedIOException if the model file cannot be read, is no model, damaged or of a newer version
     */
    public static Dataset<Row> score(SparkSession session, Dataset<Row> images, Path model) {
        boolean caseSensitive = Boolean.parseBoolean(session.conf().get("spark.sql.caseSensitive"));
        StructType columns = images.schema();
        StructField path = find(columns, PATH, caseSensitive).orElse(null);
        require(columns, PATH, path, StringType);
        StructField content = find(columns, CONTENT, caseSensitive).orElse(null);
        if (content != null) {
            require(columns, CONTENT, content, BinaryType);
        }
        StructType result = new StructType(Arrays.stream(columns.fields())
                .filter(field -> field != content)
                .toArray(StructField[]::new));
        for (StructField field : ADDED) {
            find(columns, field.name(), caseSensitive).ifPresent(there -> {
                throw new IllegalArgumentException("the images have a column \"" + there.name()
                        + "\", which the result adds: rename it with withColumnRenamed");
            });
            result = result.add(field);
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        ScoredPartition task = new ScoredPartition(
                SentModel.of(context, model),
                columns.fieldIndex(path.name()),
                content != null ? columns.fieldIndex(content.name()) : ScoredPartition.NONE,
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration())));
        return images.mapPartitions(task, Encoders.row(result));
    }

    /**
     * Scores image files by their paths.
     *
     * @param paths such as those of a shared folder, or of any file system that Spark reads
     * @param model as in {@link #score(SparkSession, Dataset, Path)}
     * @return with the column "path" and those that are added, in the order of the paths
     * @throws UncheckedIOException if the model file cannot be read, is no model, damaged or of a newer version
     */
    public static Dataset<Row> score(SparkSession session, List<String> paths, Path model) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        int tasks = Math.max(context.defaultParallelism(), paths.size() / IMAGES_OF_A_TASK);
        Dataset<Row> images = session.createDataFrame(
                context.parallelize(paths, tasks).map(RowFactory::create),
                new StructType(new StructField[] {field(PATH, StringType)}));
        return score(session, images, model);
    }

    private static StructField field(String name, DataType type) {
        return new StructType().add(name, type).apply(name);
    }

    /** As Spark itself tells names apart in this session. */
    private static Optional<StructField> find(StructType columns, String name, boolean caseSensitive) {
        return Arrays.stream(columns.fields())
                .filter(field ->
                        caseSensitive ? field.name().equals(name) : field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static void require(StructType columns, String name, StructField found, DataType type) {
        if (found == null || !found.dataType().equals(type)) {
            throw new IllegalArgumentException(
                    "the images have the columns " + columns.simpleString() + "; needed is \""
                            + name + "\" of type " + type.simpleString()
                            + ", as spark.read().format(\"binaryFile\") gives or withColumnRenamed makes");
        }
    }
}
