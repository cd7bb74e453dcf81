package org.differnet.bench;

import java.awt.image.BufferedImage;
import org.differnet.Detector;
import org.differnet.Verdict;
import org.differnet.data.Sample;
import org.differnet.features.ViewFeatures;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;

/** A detector without a network: an image scores its first grey value over 100, and from 1 on it is anomalous. */
public final class Brightness implements Detector {

    private final double threshold;

    /** With the threshold 1. */
    public Brightness() {
        this(1);
    }

    /** With another threshold; infinite for none. */
    public Brightness(double threshold) {
        this.threshold = threshold;
    }

    /** An image that scores a hundredth of this, 0 to 255. */
    public static BufferedImage image(int grey) {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, grey);
        return image;
    }

    @Override
    public String name() {
        return "brightness";
    }

    @Override
    public ViewFeatures features() {
        throw new UnsupportedOperationException("there are none");
    }

    @Override
    public String caveat() {
        return "";
    }

    @Override
    public Threshold threshold() {
        return new Threshold(threshold, "a test", 3, "made up", "none");
    }

    @Override
    public GoodScores goodScores() {
        return new GoodScores(new double[] {0.1, 0.2, 0.3}, GoodScores.Source.HELD_OUT);
    }

    @Override
    public Verdict score(Sample sample) {
        return new Verdict(
                this, sample, viewScores(new float[] {sample.image().getRaster().getSample(0, 0, 0)}));
    }

    @Override
    public double[] viewScores(float[] features) {
        return new double[] {features[0] / 100.0};
    }

    @Override
    public void close() {}
}
