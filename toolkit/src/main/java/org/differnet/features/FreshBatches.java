package org.differnet.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.view.ViewOptions;
import org.differnet.work.Seeds;

/** Batches as in the paper: each epoch sees every image in new views, rendered and extracted when they are needed. */
public final class FreshBatches implements FeatureBatches {

    private final ViewFeatures source;
    private final List<Sample> samples;
    private final ViewOptions options;
    private final int viewsPerImage;
    private final int imagesPerBatch;
    private final long seed;

    /**
     * @param viewsPerImage new views of each image in each epoch; 4 in the paper
     * @param batchSize views in a batch, a multiple of {@code viewsPerImage}; the last batch of an epoch may be smaller
     */
    public FreshBatches(
            ViewFeatures source,
            List<Sample> samples,
            int viewsPerImage,
            ViewOptions options,
            int batchSize,
            long seed) {
        if (batchSize < viewsPerImage || batchSize % viewsPerImage != 0) {
            throw new IllegalArgumentException("batch size is " + batchSize + "; with " + viewsPerImage
                    + " fresh views of an image it must be a multiple of " + viewsPerImage);
        }
        this.source = source;
        this.samples = List.copyOf(samples);
        this.options = options;
        this.viewsPerImage = viewsPerImage;
        this.imagesPerBatch = batchSize / viewsPerImage;
        this.seed = seed;
    }

    @Override
    public int stepsPerEpoch() {
        return (samples.size() + imagesPerBatch - 1) / imagesPerBatch;
    }

    @Override
    public NDArray batch(int epoch, int step, NDManager owner) {
        long epochSeed = Seeds.mix(seed, epoch);
        int[] order = Seeds.shuffled(samples.size(), epochSeed);
        int from = step * imagesPerBatch;
        int to = Math.min(samples.size(), from + imagesPerBatch);
        try (NDManager scratch = owner.newSubManager()) {
            NDArray[] parts = new NDArray[to - from];
            Cores.forEach(
                    parts.length,
                    i -> {
                        int image = order[from + i];
                        parts[i] = source.of(
                                scratch, samples.get(image), options.draw(viewsPerImage, Seeds.mix(epochSeed, image)));
                    },
                    done -> {});
            NDArray batch = NDArrays.concat(new NDList(parts));
            batch.attach(owner);
            return batch;
        }
    }
}
