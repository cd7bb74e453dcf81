package org.differnet.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The folder of the magnetic tiles: every image and mask of the published version, and the paper's training list. */
final class MagneticTiles {

    private static final String TRAINING_LIST = "mtd_train_filenames.txt";
    private static final String TRAINING_LIST_ADDRESS =
            "https://raw.githubusercontent.com/marco-rudolph/differnet/master/" + TRAINING_LIST;
    /** Of its 761 names joined by line feeds, however the lines end. */
    private static final String TRAINING_LIST_SHA256 =
            "7f8c020b843cfb654232579cff2e066a370c39c2382d78b08507d7a88fdc2343";

    private MagneticTiles() {}

    /** Whether somebody has put tiles there, whole or not. */
    static boolean areIn(Path folder) {
        return Files.isDirectory(folder.resolve("MT_Free"));
    }

    /** Checks each file, about 50 MB in all. */
    static void verify(Path folder) throws IOException {
        for (String line : list()) {
            if (Thread.interrupted()) {
                throw new CancellationException("the check of " + folder + " was interrupted");
            }
            String[] parts = line.split("\t");
            Path file = folder.resolve(parts[0]);
            if (!Files.isRegularFile(file)) {
                throw new IOException(file + " is missing: unpack the magnetic tiles again, whole");
            }
            if (Files.size(file) != Long.parseLong(parts[1])
                    || !Hashes.gitBlob(file).equals(parts[2])) {
                throw new IOException(file + " is not the published file: delete it and unpack it again");
            }
        }
        verifyTrainingList(folder.resolve(TRAINING_LIST));
    }

    private static void verifyTrainingList(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is missing: get it from " + TRAINING_LIST_ADDRESS);
        }
        MessageDigest digest = Hashes.digest("SHA-256");
        List<String> names = new String(Files.readAllBytes(file), UTF_8)
                .strip()
                .lines()
                .map(String::strip)
                .toList();
        digest.update(String.join("\n", names).getBytes(UTF_8));
        if (!Hashes.hex(digest).equals(TRAINING_LIST_SHA256)) {
            throw new IOException(
                    file + " is not the published list: delete it and get it from " + TRAINING_LIST_ADDRESS);
        }
    }

    /** Lines of path, bytes and git's hash of the content, separated by tabs. */
    private static List<String> list() throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(MagneticTiles.class.getResourceAsStream("magnetic-tiles.tsv"), UTF_8))) {
            return reader.lines().toList();
        }
    }
}
