package org.differnet.experiment;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.features.FeatureExtractor;
import org.differnet.fit.TrainingSet;
import org.differnet.score.Scoring;
import org.differnet.store.RecordJson;
import org.differnet.work.ProgressListener;
import org.differnet.work.Version;

/** What tells runs, data and weights from others: SHA-256 in hexadecimal, of everything that decides the result. */
final class Fingerprints {

    private final Map<Sample, byte[]> samples = new IdentityHashMap<>();
    private final Map<Object, Network> networks = new HashMap<>();
    private final ProgressListener listener;

    Fingerprints(ProgressListener listener) {
        this.listener = listener;
    }

    record Network(String description, String weights) {}

    /** The version of the toolkit. */
    static String toolkit() {
        return Version.current();
    }

    /** The result of a run. */
    String ofRun(Run run) {
        return of(ofFit(run, run.options()), data(run.dataset().test()));
    }

    /** The model of a run, whatever views are scored with it and however. */
    String ofModel(Run run) {
        return ofFit(run, run.options().withTestViews(1).withScoring(Scoring.MEAN));
    }

    private String ofFit(Run run, Options options) {
        return of(
                run.method().name(),
                run.method().settings(),
                RecordJson.write(options),
                data(run.dataset().train()),
                network(run).weights(),
                toolkit());
    }

    String data(Dataset dataset) {
        return of(data(dataset.train()), data(dataset.test()));
    }

    Network network(Run run) {
        return networks.computeIfAbsent(
                List.of(run.options().backbone(), run.options().precision()), key -> {
                    try (TrainingSet good = TrainingSet.of(run.dataset(), run.options(), listener)) {
                        FeatureExtractor extractor = good.features().extractor();
                        return new Network(extractor.describe(), extractor.weightsHash());
                    }
                });
    }

    static JsonObject json(Options options) {
        return new Gson().fromJson(RecordJson.write(options), JsonObject.class);
    }

    private String data(List<Sample> images) {
        MessageDigest sha = sha();
        for (Sample sample : images) {
            sha.update(samples.computeIfAbsent(sample, Fingerprints::pixels));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static byte[] pixels(Sample sample) {
        MessageDigest sha = sha();
        sha.update((sample.name() + "\n" + sample.kind() + "\n").getBytes(StandardCharsets.UTF_8));
        BufferedImage image = sample.image();
        int width = image.getWidth();
        int[] row = new int[width];
        ByteBuffer bytes = ByteBuffer.allocate(4 * width);
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            bytes.asIntBuffer().put(row);
            sha.update(bytes.array());
        }
        return sha.digest();
    }

    private static String of(String... parts) {
        MessageDigest sha = sha();
        for (String part : parts) {
            sha.update((part + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
