package org.differnet.experiment;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.engine.Torch;
import org.differnet.features.FeatureExtractor;
import org.differnet.fit.TrainingSet;
import org.differnet.score.Scoring;
import org.differnet.store.RecordJson;
import org.differnet.work.Code;
import org.differnet.work.ProgressListener;
import org.differnet.work.Sha256;

/** What tells runs, data and weights from others: SHA-256 in hexadecimal, of everything that decides the result. */
final class Fingerprints {

    private final Map<Sample, byte[]> samples = new IdentityHashMap<>();
    private final Map<Object, Network> networks = new HashMap<>();
    private final ProgressListener listener;
    private final Code code;

    /** Of the code that runs. */
    Fingerprints(ProgressListener listener) {
        this(listener, Code.current());
    }

    Fingerprints(ProgressListener listener, Code code) {
        this.listener = listener;
        this.code = code;
    }

    record Network(String description, String weights) {}

    /** What computes. */
    Code code() {
        return code;
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
                code.version(),
                code.commit(),
                code.hash(),
                Torch.engine(Torch.defaultDevice()));
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
        Sha256 sha = new Sha256();
        ReadErrors errors = ReadErrors.amongHalfOf(images);
        for (int i = 0; i < images.size(); i++) {
            Sample sample = images.get(i);
            if (!errors.attempt(i, () -> sha.add(samples.computeIfAbsent(sample, Fingerprints::pixels)))) {
                sha.add(sample.name() + "\nunreadable\n");
            }
        }
        return sha.hex();
    }

    private static byte[] pixels(Sample sample) {
        Sha256 sha = new Sha256().add(sample.name() + "\n" + sample.kind() + "\n");
        BufferedImage image = sample.image();
        int width = image.getWidth();
        int[] row = new int[width];
        ByteBuffer bytes = ByteBuffer.allocate(4 * width);
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            bytes.asIntBuffer().put(row);
            sha.add(bytes.array());
        }
        return sha.bytes();
    }

    private static String of(String... parts) {
        Sha256 sha = new Sha256();
        for (String part : parts) {
            sha.add(part + "\n");
        }
        return sha.hex();
    }
}
