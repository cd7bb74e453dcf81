package org.differnet.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.differnet.store.Fixtures.assertRefused;
import static org.differnet.store.Zips.checkpoint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileCheckpointTest {

    private static final byte[] GOOD = Pickle.dictOf("FloatStorage", 4, 0, new long[] {2, 2}, 2, 1);

    @TempDir
    Path folder;

    static Stream<Arguments> pickles() {
        long huge = 1L << 40;
        return Stream.of(
                Arguments.of(
                        "'os.system'",
                        pickle().global("os", "system")
                                .ops("(")
                                .text("ls")
                                .ops("tR")
                                .end()),
                Arguments.of(
                        "'builtins.eval'",
                        pickle().text("builtins").text("eval").op(0x93).end()),
                Arguments.of("opcode 0x69", pickle().ops("(ios\nsystem\n").end()),
                Arguments.of("opcode 0x81", pickle().ops("))").op(0x81).end()),
                Arguments.of("protocol 9", pickle().op(0x80, 9).end()),
                Arguments.of(
                        "ends too early",
                        pickle().ops("}").op('X', 255, 255, 255, 127).end()),
                Arguments.of(
                        "ends too early", pickle().op('X', 255, 255, 255, 255).end()),
                Arguments.of("ends too early", pickle().ops("ctorch").end()),
                Arguments.of("not there", pickle().end()),
                Arguments.of("not there", pickle().ops("(").end()),
                Arguments.of("not begun", pickle().ops("Nt").end()),
                Arguments.of("never stored", pickle().op('h', 7).end()),
                Arguments.of("not a list", pickle().ops("}Na").end()),
                Arguments.of("not a dict", pickle().ops("]NNs").end()),
                Arguments.of("not a function", pickle().ops("N)R").end()),
                Arguments.of(
                        "not a function",
                        pickle().global("torch", "FloatStorage").ops(")R").end()),
                Arguments.of(
                        "neither text nor number",
                        pickle().ops("}q").op(0).ops("h").op(0).ops("Ns").end()),
                Arguments.of(
                        "'k' twice",
                        pickle().ops("}")
                                .text("k")
                                .ops("Ns")
                                .text("k")
                                .ops("Ns")
                                .end()),
                Arguments.of("attributes", pickle().ops("]}b").end()),
                Arguments.of(
                        "other arguments",
                        pickle().global("torch", "Size").op('N', 0x85).ops("R").end()),
                Arguments.of("not a storage", pickle().text("file").ops("Q").end()),
                Arguments.of("no dict", pickle().ops("]").end()),
                Arguments.of("no dict", pickle().ops("}").text("k").ops("}s").end()),
                Arguments.of("at once", pickle().ops("(".repeat(200_000)).end()),
                Arguments.of(
                        "in all",
                        pickle().ops("]" + ("(" + "]".repeat(50_000) + "e").repeat(21))
                                .end()),
                Arguments.of("does not fit", Pickle.dictOf("FloatStorage", 4, 1, new long[] {2, 2}, 2, 1)),
                Arguments.of("does not fit", Pickle.dictOf("FloatStorage", 4, -1, new long[] {2, 2}, 2, 1)),
                Arguments.of("does not fit", Pickle.dictOf("FloatStorage", 4, Long.MAX_VALUE, new long[] {1}, 1)),
                Arguments.of("does not fit", Pickle.dictOf("FloatStorage", 4, 3, new long[] {2}, -1)),
                Arguments.of("does not fit", Pickle.dictOf("FloatStorage", 4, 0, new long[] {2}, Long.MAX_VALUE)),
                Arguments.of("does not fit", Pickle.dictOf("FloatStorage", 4, 0, new long[] {2, 2}, 1)),
                Arguments.of("negative length", Pickle.dictOf("FloatStorage", 4, 0, new long[] {-2, -2}, 2, 1)),
                Arguments.of("2 GiB", Pickle.dictOf("FloatStorage", 4, 0, new long[] {huge, huge}, 0, 0)),
                Arguments.of("far more numbers", Pickle.dictOf("FloatStorage", 4, 0, new long[] {100_000_000}, 0)),
                Arguments.of("2 GiB", Pickle.dictOf("FloatStorage", huge, 0, new long[] {2, 2}, 2, 1)),
                Arguments.of("claims -4", Pickle.dictOf("FloatStorage", -4, 0, new long[] {2, 2}, 2, 1)),
                Arguments.of("in place of 32", Pickle.dictOf("DoubleStorage", 4, 0, new long[] {2, 2}, 2, 1)),
                Arguments.of(
                        "'torch.ComplexFloatStorage'", Pickle.dictOf("ComplexFloatStorage", 2, 0, new long[] {2}, 1)),
                Arguments.of("other arguments", Pickle.dictOf("FloatStorage", 4, 0, new long[65], new long[65])));
    }

    private static Pickle pickle() {
        return new Pickle();
    }

    @ParameterizedTest
    @MethodSource("pickles")
    void aPickleThatIsMoreOrLessThanWeightsIsRefused(String words, byte[] pickle) throws IOException {
        Path file = Fixtures.write(folder, checkpoint(pickle, 16));
        assertRefused(file, words, () -> TorchCheckpoint.read(file));
    }

    @Test
    void aListThatHoldsItselfDoesNoHarm() throws IOException {
        byte[] pickle = new Pickle()
                .ops("}")
                .text("k")
                .ops("]q")
                .op(0)
                .ops("h")
                .op(0)
                .ops("as")
                .end();
        Path file = Fixtures.write(folder, checkpoint(pickle, 16));
        assertRefused(file, "no dict of tensors", () -> TorchCheckpoint.read(file));
    }

    @Test
    void twoNestedDictsOfTensorsAreRefusedByTheirNames() throws IOException {
        Pickle pickle = new Pickle().ops("}");
        for (String name : new String[] {"student", "teacher"}) {
            pickle.text(name)
                    .ops("}")
                    .text("w")
                    .tensor("FloatStorage", 4, 0, new long[] {4}, 1)
                    .ops("ss");
        }
        Path file = Fixtures.write(folder, checkpoint(pickle.end(), 16));
        assertRefused(file, "[student, teacher]", () -> TorchCheckpoint.read(file));
    }

    @Test
    void numbersAsKeysAreNoNamesOfTensors() throws IOException {
        byte[] pickle = new Pickle()
                .ops("}")
                .number(7)
                .tensor("FloatStorage", 4, 0, new long[] {4}, 1)
                .ops("s")
                .end();
        Path file = Fixtures.write(folder, checkpoint(pickle, 16));
        assertRefused(file, "no dict of tensors", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aNumberTwiceAsKeyIsRefused() throws IOException {
        byte[] pickle =
                new Pickle().ops("}").number(7).ops("Ns").number(7).ops("Ns").end();
        Path file = Fixtures.write(folder, checkpoint(pickle, 16));
        assertRefused(file, "'7' twice", () -> TorchCheckpoint.read(file));
    }

    @Test
    void tensorsThatShareTheirNumbersMakeNoMoreThanFourTimesTheFile() throws IOException {
        Path file = Fixtures.write(folder, checkpoint(Greedy.overlapping(1000, 1000), 4000));
        assertRefused(file, "far more numbers than the file has", () -> TorchCheckpoint.read(file));
    }

    @Test
    void threeTensorsMayShareTheirNumbers() throws IOException {
        Path file = Fixtures.write(folder, checkpoint(Greedy.overlapping(3, 1000), 4000));
        assertEquals(3, TorchCheckpoint.read(file).size());
    }

    @Test
    void entriesOfOneHashAreRefused() throws IOException {
        Path file = Fixtures.write(folder, Greedy.entriesOfOneHash(100));
        assertRefused(file, "slow to find", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aZipOfTooManyEntriesIsRefused() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 10_200; i++) {
            entries.put("a/data/" + i, new byte[0]);
        }
        Path file = Fixtures.write(folder, Zips.zip(entries, ZipEntry.STORED));
        assertRefused(file, "at most 10100", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aLongNameIsCutInTheMessage() throws IOException {
        Path file = Fixtures.write(
                folder,
                checkpoint(
                        new Pickle().global("x".repeat(100_000), "y\u001b[2J").end(), 16));
        var error = assertThrows(UncheckedIOException.class, () -> TorchCheckpoint.read(file));
        assertTrue(
                error.getMessage().length() < 1000,
                "a message of " + error.getMessage().length() + " letters");
    }

    @Test
    void aModuleSavedWholeIsRefusedWithTheRemedy() {
        Path file = Fixtures.resource("module.pth");
        assertRefused(file, "state_dict()", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aCompressedZipIsRefused() throws IOException {
        byte[] zip = Zips.zip(Map.of("archive/data.pkl", new byte[100_000]), ZipEntry.DEFLATED);
        Path file = Fixtures.write(folder, zip);
        assertRefused(file, "compressed", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aZipWithoutPickleIsRefused() throws IOException {
        Path file = Fixtures.write(folder, Zips.zip(Map.of("a/b/data.pkl", GOOD), ZipEntry.STORED));
        assertRefused(file, "0 pickles", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aZipWithTwoPicklesIsRefused() throws IOException {
        Map<String, byte[]> entries = Map.of("a/data.pkl", GOOD, "b/data.pkl", GOOD);
        Path file = Fixtures.write(folder, Zips.zip(entries, ZipEntry.STORED));
        assertRefused(file, "2 pickles", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aMissingStorageIsNamed() throws IOException {
        Path file = Fixtures.write(folder, Zips.zip(Map.of("a/data.pkl", GOOD), ZipEntry.STORED));
        assertRefused(file, "storage '0' has no entry", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aBigEndianCheckpointIsRefused() throws IOException {
        Map<String, byte[]> entries = Map.of("a/data.pkl", GOOD, "a/byteorder", "big".getBytes());
        Path file = Fixtures.write(folder, Zips.zip(entries, ZipEntry.STORED));
        assertRefused(file, "big-endian", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aFlippedBitInAStorageIsNoticed() throws IOException {
        byte[] zip = checkpoint(GOOD, 16);
        int data = new String(zip, ISO_8859_1).indexOf("archive/data/0");
        zip[data + 20] ^= 1;
        Path file = Fixtures.write(folder, zip);
        assertRefused(file, "damaged", () -> TorchCheckpoint.read(file));
    }

    @Test
    void anEntryWhoseCommentIsNotTextIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("\u00e9");
            entry.setComment("comment");
            zip.putNextEntry(entry);
        }
        byte[] zip = bytes.toByteArray();
        zip[new String(zip, ISO_8859_1).indexOf("comment")] = (byte) 0xff;
        Path file = Fixtures.write(folder, zip);
        assertRefused(file, "cannot be read", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aTruncatedZipIsRefused() throws IOException {
        byte[] zip = checkpoint(GOOD, 16);
        Path file = Fixtures.write(folder, Arrays.copyOf(zip, zip.length - 30));
        assertRefused(file, "checkpoint", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aTruncatedLegacyFileIsRefused() throws IOException {
        byte[] content = Files.readAllBytes(Fixtures.resource("varied-legacy.pth"));
        Path file = Fixtures.write(folder, Arrays.copyOf(content, content.length - 1));
        assertRefused(file, "ends within its storage", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Path file = Fixtures.write(folder, "<html>not found</html>".getBytes());
        assertRefused(file, "neither a zip nor a pickle", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aPlainPickleIsRefused() throws IOException {
        Path file = Fixtures.write(folder, GOOD);
        assertRefused(file, "does not begin as", () -> TorchCheckpoint.read(file));
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = Fixtures.write(folder, new byte[0]);
        assertRefused(file, "0 bytes", () -> TorchCheckpoint.read(file));
    }

    @Test
    void aFolderIsRefused() {
        assertRefused(folder, "folder", () -> TorchCheckpoint.read(folder));
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("missing.pth");
        assertRefused(file, "no such file", () -> TorchCheckpoint.read(file));
    }
}
