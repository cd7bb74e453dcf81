package org.differnet.persist;

import ai.djl.ndarray.NDArray;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.differnet.engine.TorchScript;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.ScriptedNetwork;
import org.differnet.fit.Fitted;
import org.differnet.flow.AffineCoupling;
import org.differnet.flow.Flow;
import org.differnet.flow.Permutation;
import org.differnet.flow.Transform;
import org.differnet.localize.AnomalyMap;
import org.differnet.localize.MapScale;
import org.differnet.localize.ScriptedMap;
import org.differnet.score.MeanLatents;
import org.differnet.score.Scoring;
import org.differnet.store.Tensor;
import org.differnet.store.TorchArchive;
import org.differnet.view.Framing;
import org.differnet.view.ViewRenderer;

/**
 * A model as a TorchScript module, which PyTorch runs without Java: images in, scores and heat maps out. It renders the same views by the
 * same code, and computes the same features, latents and gradients.
 *
 * <p>Its text is that of the views, the network and the map, a common part in the resource {@code module.torchscript}, and a method
 * for the flow that is written here, block by block.
 */
public final class TorchModule {

    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final StringBuilder methods = new StringBuilder();

    private TorchModule() {}

    /**
     * Writes the module, in whole or not at all.
     *
     * @param map that heat maps are made of; the model's scale is of its kind
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     * @throws UnsupportedOperationException if the network or a transform of the flow is one of the user's own
     */
    public static void write(Path file, Fitted model, AnomalyMap map) {
        TorchModule module = new TorchModule();
        module.addViews(model);
        module.addNetwork(model.features().extractor());
        module.addFlow(model.flow());
        module.addScoring(model);
        module.addMap(model, map);
        module.methods.append(TorchScript.text(TorchModule.class, "module.torchscript"));
        TorchArchive.writeModule(file, module.methods.toString(), module.attributes);
    }

    private void addViews(Fitted model) {
        ViewRenderer renderer = model.features().renderer();
        ViewRenderer.Turns turns = renderer.turns(model.testViews());
        int n = model.testViews().size();
        long[] affine = new long[turns.affine().length];
        for (int i = 0; i < affine.length; i++) {
            affine[i] = turns.affine()[i];
        }
        attributes.put("affine", Tensor.of(affine, 6, n));
        attributes.put("light", Tensor.of(turns.light(), 2, n));
        attributes.put("viewScale", Tensor.of(renderer.scale(), 1, 3, 1, 1));
        attributes.put("viewShift", Tensor.of(renderer.shift(), 1, 3, 1, 1));
        attributes.put("relight", turns.relight());
        attributes.put("mirror", renderer.framing() == Framing.MIRRORED);
        attributes.put("side", (long) renderer.size());
        methods.append(TorchScript.methods(renderer.code()));
    }

    private void addNetwork(FeatureExtractor extractor) {
        ScriptedNetwork network = extractor
                .scripted()
                .orElseThrow(() ->
                        new UnsupportedOperationException(extractor.backbone().name()
                                + " is not written in TorchScript, so that it runs in Java alone; fit with one of the networks of"
                                + " Backbone to export a model"));
        long[] sizes = extractor.backbone().scales().stream()
                .mapToLong(Integer::longValue)
                .toArray();
        attributes.put("sizes", Tensor.of(sizes, sizes.length));
        attributes.put("half", network.half());
        List<String> names = new ArrayList<>();
        for (Tensor weight : network.weights()) {
            String name = "n" + names.size();
            attributes.put(name, weight);
            names.add("self.prepare(self." + name + ", self.half)");
        }
        methods.append(network.methods())
                .append("\n  def network(self: __torch__.M) -> List[Tensor]:\n    return [")
                .append(String.join(", ", names))
                .append("]\n\n");
    }

    private void addFlow(Flow flow) {
        methods.append("  def flow(self: __torch__.M, y: Tensor) -> Tuple[Tensor, Tensor]:\n")
                .append(
                        "    logDet = torch.zeros([torch.size(y, 0)], dtype=6, layout=None, device=ops.prim.device(y))\n");
        int number = 0;
        for (Transform transform : flow.transforms()) {
            String name = "t" + number++;
            if (transform instanceof Permutation permutation) {
                attributes.put(name, order(permutation));
                methods.append("    y = torch.index_select(y, 1, self.")
                        .append(name)
                        .append(")\n");
            } else if (transform instanceof AffineCoupling coupling) {
                methods.append(String.format(
                        Locale.ROOT,
                        "    y, slopes, = self.coupled(y, [%s], [%s])\n    logDet = logDet + slopes\n",
                        net(name, "s1.", coupling),
                        net(name, "s2.", coupling)));
            } else {
                throw new UnsupportedOperationException(
                        "the transform " + transform + " cannot be exported; permutations and affine couplings can");
            }
        }
        methods.append("    return (y, logDet)\n\n");
        attributes.put("width", Tensor.of(new float[] {(float) flow.options().clamp()}));
        attributes.put("height", Tensor.of(new float[] {
            (float) (flow.options().clampFactor() * flow.options().clamp())
        }));
        attributes.put("first", (long) flow.dimension() / 2);
    }

    private static Tensor order(Permutation permutation) {
        int[] order = permutation.order();
        long[] whole = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            whole[i] = order[i];
        }
        return Tensor.of(whole, whole.length);
    }

    /** The weights and biases of a net, layer by layer, as attributes. */
    private String net(String transform, String prefix, AffineCoupling coupling) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, NDArray> parameter : coupling.parameters().entrySet()) {
            if (parameter.getKey().startsWith(prefix)) {
                String name = transform + "_" + parameter.getKey().replace('.', '_');
                attributes.put(name, Tensor.of(parameter.getValue()));
                names.add("self." + name);
            }
        }
        return String.join(", ", names);
    }

    private void addScoring(Fitted model) {
        attributes.put("threshold", model.threshold().value());
        attributes.put("scoring", (long) model.options().scoring().ordinal());
        MeanLatents compared = model.compared().orElseGet(() -> nothingToCompareWith(model));
        attributes.put("compared", Tensor.of(compared.values(), compared.images(), compared.dimension()));
    }

    private void addMap(Fitted model, AnomalyMap map) {
        ScriptedMap scripted = map.scripted()
                .orElseThrow(() -> new UnsupportedOperationException(
                        model.options().heatmap().method() + " heat maps are not written in TorchScript"));
        attributes.putAll(scripted.attributes());
        methods.append(scripted.methods());
        Optional<MapScale> scale = model.mapScale();
        attributes.put("mapKnown", scale.isPresent());
        attributes.put("mapLevel", scale.map(MapScale::level).orElse(Double.NaN));
        attributes.put(
                "mapTypical",
                scale.map(known -> Tensor.of(known.typical(), map.size(), map.size()))
                        .orElseGet(() -> Tensor.of(new float[1], 1)));
    }

    private static MeanLatents nothingToCompareWith(Fitted model) {
        if (model.options().scoring() == Scoring.NEAREST) {
            throw new IllegalStateException(
                    "NEAREST compares with the training images, of which this model knows nothing:"
                            + " fit with Options.withScoring(Scoring.NEAREST) to the end, then export");
        }
        int dimension = model.flow().dimension();
        return new MeanLatents(new float[dimension], dimension);
    }
}
