package org.differnet.baseline.deep;

import org.differnet.features.backbone.Pixels;

/**
 * The networks of DCGAN, of which GANomaly and ADGAN are made: convolutions of 4 x 4 with stride 2 down to 4 x 4 places, and
 * the same way back. A. Radford, L. Metz, S. Chintala, Unsupervised Representation Learning with DCGANs, ICLR 2016.
 */
public final class Dcgan {

    private Dcgan() {}

    /**
     * From images to 4 x 4 places of {@link #top} channels.
     *
     * @param width channels after the first convolution
     */
    public static Net encoder(Weights weights, Pixels pixels, int width) {
        Net net = Net.dcgan(weights)
                .conv(Convolution.HALVING, pixels.channels(), width, 4)
                .leakyRelu();
        int channels = width;
        for (int side = pixels.side() / 2; side > 4; side /= 2) {
            net.conv(Convolution.HALVING, channels, 2 * channels, 4)
                    .batchNorm(2 * channels)
                    .leakyRelu();
            channels *= 2;
        }
        return net;
    }

    /** From images to a code, (n, latent, 1, 1). */
    public static Net encoder(Weights weights, Pixels pixels, int width, int latent) {
        return encoder(weights, pixels, width).conv(Convolution.WHOLE, top(pixels, width), latent, 4);
    }

    /** From a code, (n, latent, 1, 1), to images with values from -1 to 1. */
    public static Net decoder(Weights weights, Pixels pixels, int width, int latent) {
        int channels = top(pixels, width);
        Net net = Net.dcgan(weights)
                .conv(Convolution.SPREADING, latent, channels, 4)
                .batchNorm(channels)
                .relu();
        for (; channels > width; channels /= 2) {
            net.conv(Convolution.DOUBLING, channels, channels / 2, 4)
                    .batchNorm(channels / 2)
                    .relu();
        }
        return net.conv(Convolution.DOUBLING, width, pixels.channels(), 4).tanh();
    }

    /** Channels of the encoder's last layer: those of the first, doubled with each halving down to 4 x 4. */
    public static int top(Pixels pixels, int width) {
        return width * pixels.side() / 8;
    }
}
