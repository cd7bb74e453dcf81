package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.differnet.Options;
import org.differnet.Provenance;
import org.differnet.baseline.deep.PixelNet;
import org.differnet.baseline.deep.Weights;
import org.differnet.data.image.ValueRange;
import org.differnet.engine.NativeMemory;
import org.differnet.engine.Torch;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.ViewFeatures;
import org.differnet.features.backbone.Pixels;
import org.differnet.persist.ModelParts;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.store.Checksum;
import org.differnet.store.RecordJson;
import org.differnet.store.Replacement;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;

/** A detector on pixels as one safetensors file: its networks' weights, and beside them as JSON everything else. */
final class PixelFile {

    private static final String FORMAT = "differnet-pixels";
    private static final int VERSION = 1;
    private static final String CONCLUDED = "concluded";
    private static final String NET = "net.";

    private static final Map<String, Class<? extends Record>> KNOWN = Map.of(
            "GeoTrans", GeoTrans.Settings.class,
            "GANomaly", GanOmaly.Settings.class,
            "DSEBM", Dsebm.Settings.class,
            "ADGAN", AdGan.Settings.class);

    private PixelFile() {}

    /** What stands in the file beside options, settings and weights. */
    record Learnt(int views, List<View> testViews, GoodScores goodScores, Threshold threshold) {}

    static void write(Path file, Sight sight, PixelModel model, GoodScores scores, Threshold threshold) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(CONCLUDED, tensor(model.concluded()));
        model.weights().all().forEach((name, array) -> tensors.put(NET + name, Tensor.borrowed(array)));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", Integer.toString(VERSION));
        metadata.put("method", model.name());
        metadata.put("settings", settings(model.method()));
        metadata.put("options", RecordJson.write(sight.options()));
        metadata.put("learnt", RecordJson.write(new Learnt(model.views(), sight.testViews(), scores, threshold)));
        sight.range().ifPresent(range -> metadata.put("range", RecordJson.write(range)));
        metadata.put("provenance", RecordJson.write(sight.provenance()));
        metadata.put("checksum", Checksum.of(metadata, tensors));
        Replacement.sweep(file);
        Safetensors.write(file, tensors, metadata);
    }

    private static String settings(PixelMethod method) {
        return method.getClass() == KNOWN.get(method.name()) ? RecordJson.write((Record) method) : method.toString();
    }

    private static Tensor tensor(double[] values) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asDoubleBuffer().put(values);
        return new Tensor(Tensor.Type.F64, new long[] {values.length}, data);
    }

    static Baseline read(Path file, List<PixelMethod> own, ProgressListener listener) {
        Map<String, String> metadata = Safetensors.metadata(file);
        ModelParts.version(
                file,
                metadata,
                FORMAT,
                VERSION,
                "it is no method on pixels but some other safetensors file. Models of DifferNet are read by DifferNet.load");
        Map<String, Tensor> tensors = checked(file, metadata);
        PixelMethod method = method(file, metadata, own);
        Options options = ModelParts.part(file, metadata, "options", Options.class);
        Learnt learnt = ModelParts.part(file, metadata, "learnt", Learnt.class);
        Provenance provenance = ModelParts.part(file, metadata, "provenance", Provenance.class);
        Optional<ValueRange> range = metadata.containsKey("range")
                ? Optional.of(ModelParts.part(file, metadata, "range", ValueRange.class))
                : Optional.empty();
        if (!(options.backbone() instanceof Pixels pixels)) {
            throw ModelParts.damaged(
                    file, "its backbone is " + options.backbone().name() + " and not pixels");
        }
        NativeMemory.freeForgotten();
        NDManager manager = Torch.newManager(ModelParts.device(options.device(), listener));
        try {
            FeatureExtractor network = ModelParts.network(file, manager, options, provenance, listener);
            ViewFeatures features =
                    new ViewFeatures(manager, network, options.views().framing());
            Weights weights = new Weights(manager, options.seed());
            PixelNet net = method.net(weights, pixels, options.seed());
            load(file, weights, tensors, manager);
            PixelModel model =
                    new PixelModel(method, pixels, weights, net, doubles(tensors.get(CONCLUDED)), learnt.views);
            Sight sight = new Sight(manager, features, range, options, learnt.testViews, provenance);
            return Baseline.of(sight, model, learnt.goodScores, learnt.threshold);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private static Map<String, Tensor> checked(Path file, Map<String, String> metadata) {
        Map<String, Tensor> tensors = Safetensors.read(file);
        String expected = metadata.remove("checksum");
        Checksum checksum = new Checksum(metadata);
        tensors.forEach(checksum::add);
        if (!checksum.hex().equals(expected)) {
            throw ModelParts.damaged(file, "its checksum does not fit its content");
        }
        tensors.forEach((name, tensor) -> {
            if (!tensor.isFinite()) {
                throw ModelParts.refused(
                        file, "its " + name + " has numbers that are infinite or NaN: get it anew, or fit anew");
            }
        });
        if (!tensors.containsKey(CONCLUDED)) {
            throw ModelParts.damaged(file, "it has no " + CONCLUDED);
        }
        return tensors;
    }

    private static PixelMethod method(Path file, Map<String, String> metadata, List<PixelMethod> own) {
        String name = metadata.get("method");
        String settings = metadata.get("settings");
        boolean json = settings == null || settings.startsWith("{"); // One's own may have the name of a known one.
        if (name != null && KNOWN.containsKey(name) && json) {
            return (PixelMethod) ModelParts.part(file, metadata, "settings", KNOWN.get(name));
        }
        return own.stream()
                .filter(method ->
                        method.name().equals(name) && method.toString().equals(settings))
                .findFirst()
                .orElseThrow(() -> ModelParts.refused(
                        file,
                        "its method " + name + ", " + settings
                                + ", is one of its author's own, which no file holds: give it,"
                                + " as in Baseline.load(file, method)"));
    }

    private static void load(Path file, Weights weights, Map<String, Tensor> tensors, NDManager manager) {
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> {
                if (name.startsWith(NET)) {
                    arrays.put(name.substring(NET.length()), tensor.toNDArray(scratch));
                }
            });
            weights.load(arrays);
            weights.freeze();
        } catch (IllegalArgumentException e) {
            throw ModelParts.refused(file, e.getMessage());
        }
    }

    private static double[] doubles(Tensor tensor) {
        double[] values = new double[tensor.size()];
        tensor.data().asDoubleBuffer().get(values);
        return values;
    }
}
