package org.differnet.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.differnet.chart.Picture;
import org.differnet.features.backbone.Scales;

/** A backbone of a user's own, of which only its {@link Backbone#forward} is known. */
final class OwnNetwork implements FeatureExtractor {

    private final Backbone backbone;
    private final Scales scales;

    OwnNetwork(NDManager parent, Backbone backbone) {
        if (backbone.dimension() < 1) {
            throw new IllegalArgumentException("dimension of the backbone '" + backbone.name() + "' is "
                    + backbone.dimension() + "; it has to be at least 1");
        }
        this.backbone = backbone;
        this.scales = new Scales(parent, backbone.scales());
    }

    @Override
    public Backbone backbone() {
        return backbone;
    }

    @Override
    public String describe() {
        return backbone.name() + " at " + backbone.scales();
    }

    @Override
    public String weightsHash() {
        return backbone.weightsHash();
    }

    @Override
    public TrainedOn trainedOn() {
        return TrainedOn.OWN;
    }

    @Override
    public String code() {
        return "";
    }

    @Override
    public NDArray extract(NDArray views) {
        Scales.check(views, viewSize());
        NDManager owner = views.getManager();
        try (NDManager scratch = owner.newSubManager()) {
            NDList features = new NDList();
            for (int scale : backbone.scales()) {
                NDArray part = scales.at(views, scale);
                part.attach(scratch);
                features.add(forward(part));
            }
            NDArray all = Scales.joined(features);
            all.attach(owner);
            if (views.hasGradient() && !scales.isRecorded(all)) {
                throw noGradient();
            }
            return all;
        }
    }

    /** The views alone: what lies between them and the features is not known. */
    @Override
    public Activations activations(NDArray views) {
        Scales.check(views, viewSize());
        List<Activation> pixels = new ArrayList<>();
        NDList features = new NDList();
        for (int scale : backbone.scales()) {
            Activation part = Activation.of(Scales.pixels(viewSize(), scale), 0, scales.at(views, scale));
            pixels.add(part);
            features.add(forward(part.passed()));
        }
        NDArray all = Scales.joined(features);
        if (!scales.isRecorded(all)) {
            throw noGradient();
        }
        return new Activations(all, pixels, 1);
    }

    private NDArray forward(NDArray part) {
        NDArray features = backbone.forward(part);
        Shape expected = new Shape(part.getShape().get(0), backbone.dimension());
        if (!features.getShape().equals(expected) || features.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException("forward of the backbone '" + backbone.name() + "' gave "
                    + features.getDataType() + " " + features.getShape() + " for views " + part.getShape()
                    + "; it has to give FLOAT32 " + expected + ", views x dimension()");
        }
        return features;
    }

    private UnsupportedOperationException noGradient() {
        return new UnsupportedOperationException("there are no heat maps on the backbone '" + backbone.name()
                + "': no gradient comes back through its forward. Compute its result from the views by operations on"
                + " arrays alone, not by numbers taken out of them");
    }

    private UnsupportedOperationException noPositions() {
        return new UnsupportedOperationException("the backbone '" + backbone.name()
                + "' has no maps with positions; take heat maps that need the gradient alone, such as"
                + " HeatmapOptions.standard() or HeatmapOptions.paper()");
    }

    @Override
    public NDArray positions(NDArray views) {
        throw noPositions();
    }

    @Override
    public List<PositionGrid> grids() {
        throw noPositions();
    }

    @Override
    public List<Picture> firstFilters() {
        return List.of();
    }

    @Override
    public void close() {
        scales.close();
    }
}
