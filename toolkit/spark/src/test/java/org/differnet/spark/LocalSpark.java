package org.differnet.spark;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A session in this process with two cores, for all test classes, as on a computer without network and weights. */
public final class LocalSpark implements BeforeAllCallback {

    /** The session. */
    static SparkSession session() {
        return SparkSession.active();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(LocalSpark.class, key -> start());
    }

    private static AutoCloseable start() {
        System.setProperty("differnet.offline", "true");
        System.setProperty("differnet.mirror", "");
        System.setProperty("differnet.home", Path.of("target", "no-such-home").toString());
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config(
                        "spark.sql.warehouse.dir",
                        Path.of("target", "warehouse").toUri().toString())
                .getOrCreate();
        return session::close;
    }
}
