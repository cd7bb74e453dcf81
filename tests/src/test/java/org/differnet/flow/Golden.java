package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.differnet.SharedData;

/** Reads golden values by name. */
final class Golden {

    private Golden() {}

    static Map<String, NDArray> read(String file, NDManager manager) {
        try (InputStream in = Files.newInputStream(SharedData.golden().resolve(file))) {
            Map<String, NDArray> values = new LinkedHashMap<>();
            for (NDArray array : NDList.decode(manager, in)) {
                values.put(array.getName(), array);
                array.setName(null);
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Flow flow(String file, NDManager manager) {
        return Flow.of(read(file, manager), 3, FlowOptions.REFERENCE_CODE_FACTOR, manager.getDevice());
    }
}
