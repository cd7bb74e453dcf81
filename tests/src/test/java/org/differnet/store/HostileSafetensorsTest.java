package org.differnet.store;

import static org.differnet.store.Fixtures.assertRefused;
import static org.differnet.store.Fixtures.safetensors;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileSafetensorsTest {

    private static final String GOOD = "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

    @TempDir
    Path folder;

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("{" + GOOD + "," + GOOD + "}", "names 'a' twice"),
                Arguments.of(
                        "{" + GOOD + ",'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}", "begins at byte 4"),
                Arguments.of("{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", "begins at byte 4"),
                Arguments.of("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", "4 bytes of data, but it has 8"),
                Arguments.of(
                        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}", "16 bytes of data, but it has 8"),
                Arguments.of("{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}", "does not fill"),
                Arguments.of("{'a':{'dtype':'F64','shape':[2],'data_offsets':[0,8]}}", "does not fill"),
                Arguments.of("{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}", "does not fill"),
                Arguments.of("{'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}", "does not fill"),
                Arguments.of("{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}", "negative length"),
                Arguments.of("{'a':{'dtype':'U8','shape':[4294967296,4294967296],'data_offsets':[0,8]}}", "2 GiB"),
                Arguments.of("{'a':{'dtype':'F32','shape':[1e1],'data_offsets':[0,8]}}", "1e1"),
                Arguments.of("{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}}", "9999"),
                Arguments.of("{'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}}", "STRING"),
                Arguments.of("{'a':{'dtype':'C64','shape':[1],'data_offsets':[0,8]}}", "dtype 'C64'"),
                Arguments.of("{'a':{'dtype':'F32','shape':[2]}}", "lacks one of"),
                Arguments.of("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4,8]}}", "lacks one of"),
                Arguments.of(
                        "{'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}}", "'dtype' too many"),
                Arguments.of("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}}", "'x' too many"),
                Arguments.of("{'a':" + "[".repeat(5000), "BEGIN_ARRAY"),
                Arguments.of(
                        "{'a':{'dtype':'F32','shape':[" + "1,".repeat(100) + "1],'data_offsets':[0,8]}}",
                        "more than 64"),
                Arguments.of("{'__metadata__':{'a':{'b':1}}," + GOOD + "}", "BEGIN_OBJECT"),
                Arguments.of("{'__metadata__':{'a':'1','a':'2'}," + GOOD + "}", "'a' twice"),
                Arguments.of("{" + GOOD + "} and more", "line 1"),
                Arguments.of("{" + GOOD, "End of input"),
                Arguments.of("[" + GOOD + "]", "BEGIN_ARRAY"),
                Arguments.of("// {" + GOOD + "}", "line 1"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aHeaderThatLiesIsRefused(String header, String words) throws IOException {
        Path file = Fixtures.write(folder, safetensors(header.replace('\'', '"'), 8));
        assertRefused(file, words, () -> Safetensors.read(file));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 3, 100, 200_000_000, Long.MAX_VALUE, Long.MIN_VALUE})
    void aHeaderLengthBeyondTheFileIsRefused(long length) throws IOException {
        Path file = Fixtures.write(folder, safetensors(length, new byte[] {'{', '}'}, 0));
        assertRefused(file, "its header claims", () -> Safetensors.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version https://git-lfs.github.com/spec/v1", "<!DOCTYPE html><html>", "GIF89a, and so on"})
    void aFileOfAnotherKindIsRefusedWithItsBeginning(String content) throws IOException {
        Path file = Fixtures.write(folder, content.getBytes(StandardCharsets.UTF_8));
        String begin = content.substring(0, Math.min(32, content.length()));
        assertRefused(file, "it begins with '" + begin + "'", () -> Safetensors.read(file));
    }

    @Test
    void aHundredThousandEmptyTensorsAreRefused() throws IOException {
        Path file = Fixtures.write(folder, Greedy.file(Greedy.tensors(100_000, i -> "t" + i, "U8", "0", 0, 0), 0));
        assertRefused(file, "more than 10000 tensors", () -> Safetensors.read(file));
    }

    @Test
    void aLongNameIsCutInTheMessage() throws IOException {
        String header = "{\"" + "n".repeat(100_000) + "\":{\"dtype\":\"" + "F".repeat(100_000) + "\"}}";
        Path file = Fixtures.write(folder, Greedy.file(header, 0));
        var error = assertThrows(UncheckedIOException.class, () -> Safetensors.read(file));
        assertTrue(
                error.getMessage().length() < 1000,
                "a message of " + error.getMessage().length() + " letters");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        Path file = Fixtures.write(folder, safetensors(4, new byte[] {'{', '"', (byte) 0xff, '"'}, 0));
        assertRefused(file, "UTF-8", () -> Safetensors.read(file));
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = Fixtures.write(folder, new byte[0]);
        assertRefused(file, "0 bytes", () -> Safetensors.read(file));
    }

    @Test
    void aFolderIsRefused() {
        assertRefused(folder, "folder", () -> Safetensors.read(folder));
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("missing");
        assertRefused(file, "no such file", () -> Safetensors.metadata(file));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeIsRefusedAndNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertRefused(pipe, "a pipe or a device", () -> Safetensors.read(pipe)));
    }
}
