package org.differnet;

/**
 * Where a model comes from.
 *
 * @param dataset name of the data set
 * @param trainingImages good images that the flow was trained on
 * @param heldOutImages good images that were set aside for the threshold
 * @param contentHash SHA-256 of the pixels of all of them, see {@link org.differnet.data.ContentHash}
 * @param network the network that gave the features
 * @param weightsHash SHA-256 of its weights
 * @param pretrained whether these were trained, on whatever pictures: {@code network} says on which
 * @param library version of this library
 * @param engine version of the engine, its device and threads
 * @param fitted when, in UTC, as in 2026-01-31T12:00:00Z
 * @param seconds that the fit took
 */
public record Provenance(
        String dataset,
        int trainingImages,
        int heldOutImages,
        String contentHash,
        String network,
        String weightsHash,
        boolean pretrained,
        String library,
        String engine,
        String fitted,
        double seconds) {}
