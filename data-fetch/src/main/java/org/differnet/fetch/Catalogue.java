package org.differnet.fetch;

import java.net.URI;
import java.util.Optional;

/** What can be fetched. */
public final class Catalogue {

    private static final String ALEXNET_LICENCE = "BSD-3-Clause (torchvision)";
    private static final String ALEXNET_CITATION =
            "A. Krizhevsky, One weird trick for parallelizing convolutional neural networks, arXiv:1404.5997, 2014";

    /** AlexNet trained on ImageNet, as torchvision publishes it: a PyTorch checkpoint. */
    public static final Item ALEXNET = new Item(
            "AlexNet, ImageNet weights",
            "weights/alexnet-owt-7be5be79.pth",
            Optional.of(URI.create("https://download.pytorch.org/models/alexnet-owt-7be5be79.pth")),
            244408911,
            "7be5be791159472b1fbf3c69796f7cb30dca7ad8466c2df70058c37116cdee02",
            ALEXNET_LICENCE,
            ALEXNET_CITATION);

    /** The convolutional part of {@link #ALEXNET} alone, under the same tensor names, as safetensors. */
    public static final Item ALEXNET_FEATURES = new Item(
            "AlexNet, ImageNet weights, convolutional part",
            "weights/alexnet-imagenet-features.safetensors",
            Optional.empty(),
            9879872,
            "572d074cc2b6356d4af0dd356af04a960c272a916fb5d07d4e113625d1545d73",
            ALEXNET_LICENCE,
            ALEXNET_CITATION);

    /** Photographs of magnetic tiles with defects and their masks, and the paper's list of training images. */
    public static final Item MAGNETIC_TILES = new Item(
            "Magnetic tile defects",
            "mtd",
            Optional.of(URI.create("https://codeload.github.com/abin24/Magnetic-tile-defect-datasets./zip/"
                    + "cc4eb530b57b9cb7225bf76023873043ffd50655")),
            51952426,
            "",
            "none stated",
            "Y. Huang, C. Qiu, K. Yuan, Surface defect saliency of magnetic tile, The Visual Computer 36, 2020");

    private Catalogue() {}
}
