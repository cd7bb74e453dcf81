package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same seed gives the same bits, however many cores there are and whatever the environment says of threads. */
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

    private static String bits(List<String> wrapper, String option) throws IOException, InterruptedException {
        List<String> options = List.of(option, "-cp", JavaProcess.CLASS_PATH);
        String output = JavaProcess.finish(JavaProcess.start(wrapper, options, BitsOfAFit.class));
        return output.lines()
                .filter(line -> line.startsWith("FLOAT32") || line.startsWith("BFLOAT16"))
                .collect(Collectors.joining("\n"));
    }
}
