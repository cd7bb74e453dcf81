package org.differnet.fit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.differnet.Provenance;
import org.differnet.engine.Torch;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.TrainedOn;
import org.differnet.work.Version;

/** Where a detector that has just been fitted comes from. */
public final class Origin {

    private Origin() {}

    /** @param start when the fit began, by {@link System#nanoTime} */
    public static Provenance of(TrainingSet good, long start) {
        FeatureExtractor network = good.features().extractor();
        return new Provenance(
                good.name(),
                good.train().size(),
                good.heldOut().size(),
                good.contentHash(),
                network.describe(),
                network.weightsHash(),
                network.trainedOn() != TrainedOn.NOTHING,
                Version.current(),
                Torch.describe(good.manager().getDevice()),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                (System.nanoTime() - start) / 1e9);
    }
}
