package org.differnet.experiment;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.differnet.data.ReadError;
import org.differnet.store.IfAbsent;

/**
 * What became of a run: one line of the file.
 *
 * @param key SHA-256 of everything that decides the result
 * @param settings of the method, beyond the options
 * @param options with the seed
 * @param dataHash SHA-256 of names, kinds and pixels of all images
 * @param weightsHash SHA-256 of the network's weights
 * @param testImages those that could be read: all numbers are of them
 * @param toolkit its version, the commit of its build and a hash of the code that computes
 * @param engine its version, device and threads
 * @param finished time, in UTC
 * @param fitSeconds training with its features and threshold; runs that share a model all have the same
 * @param scoringSeconds test images with their features; likewise
 * @param auroc in percent
 * @param averagePrecision in percent
 * @param aurocByKind each kind of defect against the good images, in percent
 * @param errors test images that could not be read
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
        Map<String, Double> aurocByKind,
        @IfAbsent("[]") List<ReadError> errors) {}
