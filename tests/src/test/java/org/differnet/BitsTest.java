package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seed gives the same bits on however many cores, whatever the environment says of threads, in every locale. */
class BitsTest {

    private static String expected;

    @BeforeAll
    static void fitOnOneCore() throws Exception {
        expected = bits(List.of(), "-XX:ActiveProcessorCount=1");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void moreCoresGiveTheSameBits(int cores) throws Exception {
        assertEquals(expected, bits(List.of(), "-XX:ActiveProcessorCount=" + cores));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void threadsThatTheEnvironmentAsksForGiveTheSameBits() throws Exception {
        List<String> threads = List.of("env", "OMP_NUM_THREADS=3", "MKL_NUM_THREADS=2", "OMP_DYNAMIC=true");
        assertEquals(expected, bits(threads, "-XX:ActiveProcessorCount=2"));
    }

    @ParameterizedTest
    @CsvSource({"ar, EG", "tr, TR"})
    @DisabledOnOs(OS.WINDOWS)
    void otherLocalesGiveTheSameBits(String language, String country) throws Exception {
        assertEquals(
                expected, bits(List.of("env", "LC_ALL=C"), "-Duser.language=" + language, "-Duser.country=" + country));
    }

    private static String bits(List<String> wrapper, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-cp", JavaProcess.CLASS_PATH));
        options.addAll(List.of(more));
        String output = JavaProcess.finish(JavaProcess.start(wrapper, options, BitsOfAFit.class));
        return output.lines()
                .filter(line -> line.startsWith("FLOAT32") || line.startsWith("BFLOAT16"))
                .collect(Collectors.joining("\n"));
    }
}
