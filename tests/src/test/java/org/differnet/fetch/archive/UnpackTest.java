package org.differnet.fetch.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.differnet.fetch.disk.Atomic;
import org.differnet.fetch.disk.Hashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackTest {

    private static final byte[] CONTENT = new byte[5000];
    private static final Limits LIMITS = new Limits(5, 10_000, 20_000, 1000);

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    private Path inside() {
        return folder.resolve("inside");
    }

    private FileTable unpack(Entries entries, Limits limits) throws IOException {
        Files.createDirectories(inside());
        try (entries) {
            return Unpack.into(inside(), entries, CONTENT.length, limits, Optional::of, bytes -> {});
        }
    }

    private FileTable unpackTar(Archives archives) throws IOException {
        return unpack(tar(archives.tar(), LIMITS), LIMITS);
    }

    private static Entries tar(byte[] tar, Limits limits) {
        return TarEntries.tar(new ByteArrayInputStream(tar), CONTENT.length, limits);
    }

    private FileTable unpackZip(byte[] zip) throws IOException {
        return unpack(new ZipEntries(Files.write(folder.resolve("zip"), zip)), LIMITS);
    }

    private void assertRefused(String words, Archives archives) {
        assertMessage(words, () -> unpackTar(archives));
        Atomic.delete(inside());
        assertMessage(words, () -> unpackZip(archives.zip()));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void assertMessage(String words, Work work) {
        String message = assertThrows(IOException.class, work::run).getMessage();
        assertTrue(message.contains(words), message);
    }

    private static Archives one(String name) {
        return new Archives().file(name, CONTENT);
    }

    @Test
    void filesComeWholeWithTheirHashes() throws IOException {
        FileTable.Line line = new FileTable.Line("a/b.png", CONTENT.length, Hashes.sha256(CONTENT));
        assertEquals(
                new FileTable(List.of(line)),
                unpackTar(new Archives().folder("a/").file("a/b.png", CONTENT)));
        assertArrayEquals(CONTENT, Files.readAllBytes(inside().resolve("a/b.png")));
        Atomic.delete(inside());
        assertEquals(new FileTable(List.of(line)), unpackZip(one("a/b.png").zip()));
        Atomic.delete(inside());
        byte[] xz = one("a/b.png").tarXz();
        Entries entries = TarEntries.tarXz(new ByteArrayInputStream(xz), xz.length, LIMITS);
        assertEquals(new FileTable(List.of(line)), unpack(entries, LIMITS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../../x",
                "/x",
                "a//x",
                "./x",
                "a/.",
                "a\\..\\x",
                "C:x",
                "a:b",
                "con",
                "NUL.txt",
                "x ",
                "x.",
                "a\nb"
            })
    void namesThatLeaveTheFolderOrFitNoSystemAreRefused(String name) {
        assertMessage("is not one of a file in a folder", () -> Names.check(name));
    }

    @Test
    void anEntryOutsideTheFolderIsRefused() {
        assertRefused("'../out.png' is not one", one("../out.png"));
        assertFalse(Files.exists(folder.resolve("out.png")));
    }

    @Test
    void aSymbolicLinkIsRefused() {
        assertRefused("is a link", new Archives().symbolicLink("a", "/etc/passwd"));
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO})
    void hardLinksAndDevicesAreRefused(byte type) {
        assertMessage("is a link, a device", () -> unpackTar(new Archives().special("a", type, "b")));
    }

    @Test
    void twoFilesThatAreOneOnSomeSystemsAreRefused() {
        assertRefused("twice", new Archives().file("a.png", CONTENT).file("A.png", CONTENT));
        assertRefused("twice", new Archives().file("\u00e9.png", CONTENT).file("e\u0301.png", CONTENT));
    }

    @Test
    void tooManyEntriesAreRefused() {
        Archives archives = new Archives();
        for (int i = 0; i < 6; i++) {
            archives.file("a" + i, new byte[1]);
        }
        assertRefused("more than 5 entries", archives);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        assertRefused("10001 bytes", new Archives().file("a", new byte[10_001]));
    }

    @Test
    void filesThatAreTooLargeTogetherAreRefused() {
        byte[] large = new byte[9_999];
        Archives archives = new Archives().file("a", large).file("b", large).file("c", large);
        assertMessage("far more bytes", () -> unpackTar(archives));
        Atomic.delete(inside());
        assertMessage("more than is allowed", () -> unpackZip(archives.zip()));
    }

    @Test
    void aSmallArchiveThatGrowsBeyondTheRatioIsRefused() {
        byte[] xz = new Archives().file("a", new byte[4 << 20]).tarXz();
        Limits limits = new Limits(5, 1 << 30, 1 << 30, 10);
        assertMessage(
                "far more bytes",
                () -> unpack(TarEntries.tarXz(new ByteArrayInputStream(xz), xz.length, limits), limits));
    }

    @Test
    void whatIsSkippedInACompressedTarCountsToo() {
        byte[] xz = new Archives().file("unwanted", new byte[4 << 20]).tarXz();
        Limits limits = new Limits(5, 1 << 30, 1 << 30, 10);
        assertMessage("far more bytes", () -> {
            Files.createDirectories(inside());
            Entries entries = TarEntries.tarXz(new ByteArrayInputStream(xz), xz.length, limits);
            Unpack.into(inside(), entries, xz.length, limits, name -> Optional.empty(), bytes -> {});
        });
    }

    @Test
    void aNameWithoutEndIsRefusedBeforeItFillsTheMemory() {
        byte[] tar = new Archives()
                .special("././@LongLink", TarConstants.LF_NORMAL, "")
                .tar();
        byte[] endless = Arrays.copyOf(tar, 512 + (8 << 20));
        Arrays.fill(endless, 512, endless.length, (byte) 'x');
        setTarField(endless, 124, "77777777777");
        endless[156] = TarConstants.LF_GNUTYPE_LONGNAME;
        setTarChecksum(endless);
        Limits roomy = new Limits(5, 1L << 40, 1L << 40, 1 << 30);
        assertMessage("header without end", () -> unpack(tar(endless, roomy), roomy));
    }

    private static void setTarField(byte[] tar, int offset, String octal) {
        System.arraycopy(octal.getBytes(), 0, tar, offset, octal.length());
    }

    private static void setTarChecksum(byte[] tar) {
        Arrays.fill(tar, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[i] & 0xff;
        }
        setTarField(tar, 148, String.format(Locale.ROOT, "%06o\0", sum));
    }

    @Test
    void aTruncatedTarIsRefused() {
        byte[] tar = one("a.png").tar();
        assertThrows(IOException.class, () -> unpack(tar(Arrays.copyOf(tar, 3000), LIMITS), LIMITS));
    }

    @Test
    void aTruncatedZipIsRefused() {
        byte[] zip = one("a.png").zip();
        assertThrows(IOException.class, () -> unpackZip(Arrays.copyOf(zip, zip.length - 30)));
    }

    @Test
    void aStoredEntryWithATurnedBitIsRefusedByName() {
        byte[] content = Arrays.copyOf(CONTENT, 4999);
        byte[] zip = new Archives()
                .file("a.png", new byte[7])
                .file("b/c.png", content)
                .zip();
        zip[find(zip, Arrays.copyOfRange(content, 2000, 2016))] ^= 4;
        assertMessage("b/c.png is damaged in the archive (its content has not the checksum", () -> unpackZip(zip));
    }

    @Test
    void aDeflatedEntryWhoseBitsAreDamagedIsRefusedByName() {
        byte[] zip = one("a.png").zip();
        for (int at = 40; at < 4000; at += 97) {
            byte[] damaged = zip.clone();
            damaged[at] ^= 1;
            assertMessage("a.png is damaged in the archive", () -> unpackZip(damaged));
            Atomic.delete(inside());
        }
    }

    @Test
    void anEmptyEntryThatClaimsAChecksumIsRefusedByName() {
        byte[] zip = new Archives().file("empty.png", new byte[0]).zip();
        zip[find(zip, new byte[] {'P', 'K', 1, 2}) + 16] ^= 1;
        assertMessage("empty.png is damaged in the archive", () -> unpackZip(zip));
    }

    private static int find(byte[] bytes, byte[] part) {
        int at = 0;
        while (!Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
            at++;
        }
        return at;
    }

    @Test
    void anInterruptEndsUnpacking() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> unpackTar(one("a.png")));
        assertTrue(Thread.interrupted());
    }
}
