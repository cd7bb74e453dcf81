package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.differnet.bench.Forgotten;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same cell again and again, and nothing closed: {@code -Ddiffernet.fits=50} for the full length. */
class ForgottenModelsTest {

    private static final int FITS = Integer.getInteger("differnet.fits", 16);

    /** After so many fits memory stays where it is. */
    private static final int WARM_UP = 6;

    private static final Pattern MEGABYTES = Pattern.compile("fit \\d+: .* (\\d+) MB");

    /** A model of DifferNet holds 110 MB here, a Gaussian 20. */
    @ParameterizedTest
    @ValueSource(strings = {"differnet", "gaussian"})
    @EnabledOnOs(OS.LINUX)
    void fitsThatNobodyClosesStayWithinFlatMemory(String method) throws Exception {
        List<String> classPath = List.of("-cp", JavaProcess.CLASS_PATH);
        String output = JavaProcess.finish(JavaProcess.start(List.of(), classPath, Forgotten.class, method, FITS));
        long[] megabytes = MEGABYTES
                .matcher(output)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .toArray();
        assertEquals(FITS, megabytes.length, output);
        long most = 0;
        for (int i = WARM_UP; i < FITS; i++) {
            most = Math.max(most, megabytes[i]);
        }
        assertTrue(most < megabytes[WARM_UP - 1] + (method.equals("differnet") ? 330 : 100), output);
    }
}
