package org.differnet.fit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.differnet.Options;
import org.differnet.Provenance;
import org.differnet.data.Sample;
import org.differnet.data.image.ValueRange;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.localize.MapScale;
import org.differnet.score.GoodScores;
import org.differnet.score.Latents;
import org.differnet.score.MeanLatents;
import org.differnet.score.Patience;
import org.differnet.score.Scoring;
import org.differnet.score.Threshold;
import org.differnet.store.Records;
import org.differnet.view.View;

/**
 * What a fit leaves, and what a model file holds: all that scores, verdicts and heat maps are made of.
 *
 * @param manager owns what {@code features} holds; decides the device
 * @param options as they were resolved when it was fitted
 * @param features the network and the renderer of views
 * @param flow trained
 * @param range the values of files with more than 8 bits that become black and white, as in the training images; empty
 *     where all values of the type do
 * @param testViews the views in which every image is scored
 * @param productViews how the views of the options were found; empty where they were told
 * @param compared the latents of training images, which {@link Scoring#NEAREST} compares with; empty for other scorings,
 *     and where the fit was stopped before they were computed
 * @param goodScores scores of good images; none if there were none to spare
 * @param threshold from which score on an image is called anomalous, or none
 * @param patience with which views of an image are looked at; empty where all of them are
 * @param mapScale the scale of the heat maps of the options, where it is known
 * @param goodImages from which scales of heat maps can be learnt; may be none
 * @param history how training went
 * @param provenance where it comes from
 */
public record Fitted(
        NDManager manager,
        Options options,
        ViewFeatures features,
        Flow flow,
        Optional<ValueRange> range,
        List<View> testViews,
        Optional<ProductViews> productViews,
        Optional<MeanLatents> compared,
        GoodScores goodScores,
        Threshold threshold,
        Optional<Patience> patience,
        Optional<MapScale> mapScale,
        List<Sample> goodImages,
        History history,
        Provenance provenance)
        implements AutoCloseable {

    public Fitted {
        testViews = List.copyOf(testViews);
        goodImages = List.copyOf(goodImages);
        if (testViews.size() != options.testViews()) {
            throw new IllegalArgumentException(
                    "it has " + testViews.size() + " views, its options say " + options.testViews());
        }
        if (flow.dimension() != features.extractor().dimension()) {
            throw new IllegalArgumentException("its flow takes " + flow.dimension() + " features, its network gives "
                    + features.extractor().dimension());
        }
        compared.ifPresent(latents -> checkCompared(latents, flow.dimension()));
    }

    private static void checkCompared(MeanLatents latents, int dimension) {
        if (latents.dimension() != dimension) {
            throw new IllegalArgumentException(latents + " are none of a network with " + dimension + " features");
        }
    }

    /** The same with another threshold. */
    public Fitted withThreshold(Threshold other) {
        return Records.with(this, "threshold", other);
    }

    /** The same with patience, or without. */
    public Fitted withPatience(Optional<Patience> other) {
        return Records.with(this, "patience", other);
    }

    /** The same with a scale for the heat maps of its options, or without. */
    public Fitted withMapScale(Optional<MapScale> scale) {
        return Records.with(this, "mapScale", scale);
    }

    /** The same with good images to learn scales of heat maps from, and without a scale that was learnt from others. */
    public Fitted withGoodImages(List<Sample> images) {
        return Records.with(withMapScale(Optional.empty()), "goodImages", images);
    }

    /** A sample as the model sees it: in the range of the training images, unless it has one of its own. */
    public Sample seen(Sample sample) {
        return sample.withRangeUnlessGiven(range);
    }

    /**
     * The features of an image's test views.
     *
     * @param owner owns the result, float32 (views, d)
     */
    public NDArray features(NDManager owner, Sample sample) {
        return features.of(owner, sample, testViews);
    }

    /**
     * The score of an image, higher = more anomalous.
     *
     * @param z the {@link Latents} of its views, row by row
     * @throws IllegalStateException for {@link Scoring#NEAREST} if there is nothing to compare with
     */
    public double score(float[] z, Scoring scoring) {
        if (scoring == Scoring.NEAREST && compared.isEmpty()) {
            throw new IllegalStateException(
                    "NEAREST compares with the training images, of which this model knows nothing:"
                            + " fit with Options.withScoring(Scoring.NEAREST) to the end, or score with MEAN or MEDIAN");
        }
        return scoring.ofImage(z, flow.dimension(), compared.orElse(null));
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        flow.close();
        features.close();
        manager.close();
    }
}
