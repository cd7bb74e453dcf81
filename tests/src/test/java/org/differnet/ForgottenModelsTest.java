package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.differnet.bench.Forgotten;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same cell again and again, and nothing closed: {@code -Ddiffernet.fits=50} for the full length. */
class ForgottenModelsTest {

    private static final int FITS = Integer.getInteger("differnet.fits", 16);

    /** After so many fits memory stays where it is. */
    private static final int WARM_UP = 5;

    /** Memory moves from fit to fit: what counts is the middle of so many. */
    private static final int WINDOW = 5;

    /** A heap of one size, all of it taken at the start, so that what grows is native. */
    private static final List<String> FIXED_HEAP =
            List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final Pattern MEGABYTES = Pattern.compile("fit \\d+: .* (\\d+) MB");

    /** A model of DifferNet holds 110 MB here, a Gaussian 20: a leak adds that much a fit, and half of it is too much. */
    @ParameterizedTest
    @CsvSource({"differnet, 110", "gaussian, 20"})
    @EnabledOnOs(OS.LINUX)
    void fitsThatNobodyClosesStayWithinFlatMemory(String method, long megabytesOfModel) throws Exception {
        long mayGrow = (FITS - WINDOW - WARM_UP) * megabytesOfModel / 2;
        List<String> options = new ArrayList<>(FIXED_HEAP);
        options.addAll(List.of("-cp", JavaProcess.CLASS_PATH));
        String output = JavaProcess.finish(JavaProcess.start(List.of(), options, Forgotten.class, method, FITS));
        long[] megabytes = MEGABYTES
                .matcher(output)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .toArray();
        assertEquals(FITS, megabytes.length, output);
        long early = middle(megabytes, WARM_UP);
        long late = middle(megabytes, FITS - WINDOW);
        assertTrue(late < early + mayGrow, () -> early + " MB, then " + late + " MB\n" + output);
    }

    private static long middle(long[] megabytes, int from) {
        long[] window = Arrays.copyOfRange(megabytes, from, from + WINDOW);
        Arrays.sort(window);
        return window[WINDOW / 2];
    }
}
