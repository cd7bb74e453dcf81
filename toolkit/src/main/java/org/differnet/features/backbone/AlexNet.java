package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.differnet.fetch.Fetch;
import org.differnet.fetch.Fetched;
import org.differnet.fetch.TransferListener;

/**
 * The convolutional part of AlexNet in torchvision's layout.
 *
 * <p>At each scale the last 256 maps (13 x 13, 6 x 6 and 2 x 2 positions at 448, 224 and 112 pixels) are averaged over
 * positions. At these three scales the 3 x 256 means are the features of the paper, the scale 448 first.
 *
 * <p>References: Krizhevsky, One weird trick for parallelizing convolutional neural networks, 2014; Rudolph, Wandt,
 * Rosenhahn, Same Same But DifferNet, WACV 2021, section 3.1.
 */
public final class AlexNet extends Network<AlexNet> {

    private static final Kind KIND = new Kind("AlexNet", "layer", 5, 5, 63);
    private static final Kind WITH_FOURTH = new Kind("AlexNet 4+5", "layer", 5, 5, 63);
    private static final int MAPS = 256;

    /** The views, the first, the second and the fifth convolution. */
    private static final List<Depth> DEPTHS =
            List.of(new Depth(0, 1), new Depth(3, 4), new Depth(7, 8), new Depth(15, 16));

    private static final Depth LAST = new Depth(31, 32);

    private final Kind kind;

    private AlexNet(Kind kind, int layer, List<Integer> scales, Source source) {
        super(kind, layer, scales, source);
        this.kind = kind;
    }

    /**
     * AlexNet at these scales with ImageNet's weights, and where they cannot be had with those trained on drawn pictures.
     *
     * @param sides in pixels, 63 to 4096, the largest first; the paper's are 448, 224, 112
     */
    public static AlexNet at(int... sides) {
        return new AlexNet(KIND, KIND.lastLayer(), Scales.checked(sides), new Source.ImageNet());
    }

    /**
     * With the maps of the fourth convolution before those of the fifth, pooled alike: 2 x 256 features at each scale. The
     * fourth sees some defects that the fifth does not, and the other way round.
     */
    public AlexNet withFourth() {
        return new AlexNet(WITH_FOURTH, layer(), scales(), source());
    }

    /** With the weights that {@link MobileNetV2} taught on drawn pictures, which are part of this library. */
    public AlexNet drawn() {
        return withWeights(new Source.Drawn());
    }

    /**
     * With random weights (He initialisation): for tests of the machinery. On the magnetic tiles the nearest neighbour in
     * these features reaches an AUROC near 61, with ImageNet's weights near 82.
     */
    public AlexNet untrained(long seed) {
        return withWeights(new Source.Untrained(seed));
    }

    @Override
    AlexNet with(int layer, List<Integer> scales, Source source) {
        return new AlexNet(kind, layer, scales, source);
    }

    @Override
    public int dimension() {
        return kind == WITH_FOURTH ? 2 * MAPS : MAPS;
    }

    @Override
    Layout layout() {
        int[] layers = {0, 3, 6, 8, 10};
        int[][] sizes = {{64, 3, 11, 11}, {192, 64, 5, 5}, {384, 192, 3, 3}, {MAPS, 384, 3, 3}, {MAPS, MAPS, 3, 3}};
        Layout layout = new Layout(KIND.name());
        for (int i = 0; i < layers.length; i++) {
            int[] s = sizes[i];
            layout.with("features." + layers[i] + ".weight", s[0], s[1], s[2], s[3]);
            layout.with("features." + layers[i] + ".bias", s[0]);
        }
        return layout;
    }

    @Override
    List<NDArray> ordered(Map<String, NDArray> tensors, Fold fold) {
        return layout().names().stream().map(tensors::get).toList();
    }

    @Override
    List<String> scripts() {
        return List.of("alexnet.torchscript", kind == WITH_FOURTH ? "alexnet45.torchscript" : "alexnet5.torchscript");
    }

    @Override
    List<Depth> depths() {
        return DEPTHS;
    }

    @Override
    Depth last() {
        return LAST;
    }

    @Override
    int positions(int side) {
        int first = (side + 4 - 11) / 4 + 1;
        int second = (first - 3) / 2 + 1;
        int fifth = (second - 3) / 2 + 1;
        return (fifth - 3) / 2 + 1;
    }

    @Override
    Fetched published(TransferListener listener) {
        return Fetch.alexNet(listener);
    }
}
