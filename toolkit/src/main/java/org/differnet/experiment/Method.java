package org.differnet.experiment;

import java.util.Objects;
import java.util.function.Function;
import org.differnet.Detector;
import org.differnet.DifferNet;
import org.differnet.baseline.Baseline;
import org.differnet.baseline.FeatureDetector;
import org.differnet.baseline.Gaussian;
import org.differnet.baseline.NearestNeighbour;
import org.differnet.baseline.OneClassSvm;
import org.differnet.baseline.PatchMemory;
import org.differnet.baseline.PixelMethod;
import org.differnet.fit.TrainingSet;

/**
 * A way to fit a detector.
 *
 * @param name as in the paper's tables, where it stands there
 * @param settings beyond the {@link org.differnet.Options}; together with the name it says all
 * @param alone whether no other fit may run at the same time, as where gradients are collected
 * @param fit takes the images over and closes them with the detector
 */
public record Method(String name, String settings, boolean alone, Function<TrainingSet, Detector> fit) {

    /** DifferNet, as the options of each run have it. */
    public static Method differNet() {
        return new Method("DifferNet", "", true, DifferNet::fit);
    }

    /** The nearest neighbour, with the settings of the paper. */
    public static Method nearestNeighbour() {
        return nearestNeighbour(NearestNeighbour.Settings.paper());
    }

    /** The nearest neighbour, with other settings. */
    public static Method nearestNeighbour(NearestNeighbour.Settings settings) {
        Objects.requireNonNull(settings, "settings");
        return new Method(
                settings.k() + "-NN", settings.toString(), false, good -> NearestNeighbour.fit(good, settings));
    }

    /** The one-class SVM, with its standard settings. */
    public static Method oneClassSvm() {
        return oneClassSvm(OneClassSvm.Settings.standard());
    }

    /** The one-class SVM, with other settings. */
    public static Method oneClassSvm(OneClassSvm.Settings settings) {
        Objects.requireNonNull(settings, "settings");
        return new Method("OCSVM", settings.toString(), false, good -> OneClassSvm.fit(good, settings));
    }

    /** The Gaussian of features. */
    public static Method gaussian() {
        return new Method("Gaussian", "", false, Gaussian::fit);
    }

    /** The patch memory, with its standard settings; its runs want {@link PatchMemory#options}. */
    public static Method patchMemory() {
        return patchMemory(PatchMemory.Settings.standard());
    }

    /** The patch memory, with other settings. */
    public static Method patchMemory(PatchMemory.Settings settings) {
        Objects.requireNonNull(settings, "settings");
        return new Method("patch memory", settings.toString(), false, good -> PatchMemory.fit(good, settings));
    }

    /** A method that learns from pixels, such as {@code GeoTrans.Settings.small()}. */
    public static Method onPixels(PixelMethod method) {
        Objects.requireNonNull(method, "method");
        return new Method(method.name(), method.toString(), true, method::fit);
    }

    /** A detector of one's own; its {@link FeatureDetector#settings} tell its results from those of others. */
    public static Method of(FeatureDetector detector) {
        Objects.requireNonNull(detector, "detector");
        return new Method(detector.name(), detector.settings(), false, good -> Baseline.fit(good, detector));
    }

    @Override
    public String toString() {
        return name;
    }
}
