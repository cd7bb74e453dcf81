package org.differnet.features;

import java.util.List;
import org.differnet.store.Tensor;

/**
 * A network as TorchScript, which runs without this library.
 *
 * @param methods of a class, among them {@code features(views, sizes, weights)}, which gives the features of normalised views,
 *     {@code positions} likewise the last maps, {@code scaled(views, size)} the views at one scale, {@code depth1(x, weights)}
 *     and so on the activations of one depth from those before, {@code means(x)} the features from those of the last, and
 *     {@code prepare(weight, half)}, which makes a weight ready for these
 * @param weights float32, in the order that the methods take them in
 * @param half whether it computes in bfloat16
 */
public record ScriptedNetwork(String methods, List<Tensor> weights, boolean half) {

    public ScriptedNetwork {
        weights = List.copyOf(weights);
    }
}
