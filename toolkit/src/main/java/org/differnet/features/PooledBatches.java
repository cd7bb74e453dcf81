package org.differnet.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import org.differnet.work.Seeds;

/** Batches drawn from a pool: every view once an epoch, in an order of the epoch's own. */
public final class PooledBatches implements FeatureBatches, AutoCloseable {

    private final NDManager manager;
    private final NDArray features;
    private NDArray order;
    private final int rows;
    private final int batchSize;
    private final long seed;
    private int shuffledEpoch = -1;

    /**
     * @param parent decides the device, to which the pool is copied once
     * @param batchSize views in a batch; the last batch of an epoch may be smaller
     */
    public PooledBatches(NDManager parent, FeaturePool pool, int batchSize, long seed) {
        this.manager = parent.newSubManager();
        this.rows = pool.images() * pool.viewsPerImage();
        this.features = pool.toNDArray(manager);
        this.batchSize = batchSize;
        this.seed = seed;
    }

    @Override
    public int stepsPerEpoch() {
        return (rows + batchSize - 1) / batchSize;
    }

    @Override
    public NDArray batch(int epoch, int step, NDManager owner) {
        if (epoch != shuffledEpoch) {
            shuffle(epoch);
        }
        int from = step * batchSize;
        try (NDArray index = order.get(owner, new NDIndex("{}:{}", from, Math.min(rows, from + batchSize)))) {
            return features.get(owner, new NDIndex("{}", index));
        }
    }

    /** The order goes to the device once an epoch, so that a step copies nothing there. */
    private void shuffle(int epoch) {
        if (order != null) {
            order.close();
        }
        order = manager.create(Arrays.stream(Seeds.shuffled(rows, Seeds.mix(seed, epoch)))
                .asLongStream()
                .toArray());
        shuffledEpoch = epoch;
    }

    @Override
    public void close() {
        manager.close();
    }
}
