package org.differnet.experiment;

import com.google.gson.JsonObject;
import java.util.Map;

/**
 * What became of a run: one line of the file.
 *
 * @param key SHA-256 of everything that decides the result
 * @param settings of the method, beyond the options
 * @param options with the seed
 * @param dataHash SHA-256 of names, kinds and pixels of all images
 * @param weightsHash SHA-256 of the network's weights
 * @param engine its version, device and threads
 * @param finished time, in UTC
 * @param fitSeconds training with its features and threshold; runs that share a model all have the same
 * @param scoringSeconds test images with their features; likewise
 * @param auroc in percent
 * @param averagePrecision in percent
 * @param aurocByKind each kind of defect against the good images, in percent
 */
public record Finished(
        String key,
        String experiment,
        String run,
        String method,
        String settings,
        JsonObject options,
        String data,
        int trainImages,
        int testImages,
        String dataHash,
        String network,
        String weightsHash,
        String toolkit,
        String engine,
        String java,
        String finished,
        double fitSeconds,
        double scoringSeconds,
        double auroc,
        double averagePrecision,
        Map<String, Double> aurocByKind) {}
