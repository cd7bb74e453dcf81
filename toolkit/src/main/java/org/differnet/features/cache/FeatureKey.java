package org.differnet.features.cache;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;
import org.differnet.data.ContentHash;
import org.differnet.data.Sample;
import org.differnet.engine.Torch;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.ViewFeatures;
import org.differnet.store.RecordJson;
import org.differnet.view.View;
import org.differnet.work.Sha256;

/**
 * What kept features are found by: a hash of all that decides their numbers. These are the pixels of the image, its views
 * and their framing, the backbone and its weights, precision, device and engine, and the text of the scripts that render and
 * compute. What has no text (a backbone of one's own, the processor's instructions) shows in the answer to one picture that
 * is always the same.
 */
final class FeatureKey {

    private static final String FORMAT = "differnet features 3";
    private static final View PROBE = new View(30, 1.1, 0.9);

    private final String common;

    private FeatureKey(String common) {
        this.common = common;
    }

    /** The part that all images have in common; computes the features of one view. */
    static FeatureKey of(NDManager manager, ViewFeatures features) {
        return of(
                manager,
                features,
                features.renderer().code(),
                features.extractor().code());
    }

    /** @param scripts the text of all code that computes */
    static FeatureKey of(NDManager manager, ViewFeatures features, String... scripts) {
        FeatureExtractor extractor = features.extractor();
        Sha256 sha = new Sha256().add(FORMAT);
        add(sha, extractor.describe());
        add(
                sha,
                extractor.backbone().dimension() + " at " + extractor.backbone().scales());
        add(sha, extractor.weightsHash());
        add(sha, features.renderer().framing().name());
        add(sha, Torch.describe(manager.getDevice()));
        for (String script : scripts) {
            add(sha, script);
        }
        for (float number : features.values(manager, probe(extractor.viewSize()), List.of(PROBE))) {
            sha.add(ByteBuffer.allocate(Float.BYTES).putFloat(0, number));
        }
        return new FeatureKey(sha.hex());
    }

    private static void add(Sha256 sha, String text) {
        sha.add("\n" + text.length() + " ").add(text);
    }

    /** Coloured, neither square nor of the size of a view. */
    private static Sample probe(int viewSize) {
        BufferedImage image = new BufferedImage(viewSize, Math.max(1, viewSize / 2), BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, 0x9E3779B1 * (x / 3 + 0x01000193 * (y / 5)) >>> 8);
            }
        }
        return Sample.of("probe", image);
    }

    /** The key of these views of an image, 64 hexadecimal digits. */
    String of(Sample sample, List<View> views) {
        Sha256 sha = new Sha256().add(common).add(new ContentHash(List.of(sample)).value());
        views.forEach(view -> add(sha, RecordJson.write(view)));
        return sha.hex();
    }
}
