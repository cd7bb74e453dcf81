package org.differnet.parity;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.differnet.SharedData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ParityTest {

    @TestFactory
    Stream<DynamicTest> everyGoldenValueIsMatchedWithinItsTolerance() throws IOException {
        Path golden = SharedData.golden();
        Path weights = SharedData.data().resolve("weights/alexnet-imagenet-features.safetensors");
        return Parity.compare(golden, weights).stream()
                .map(check -> DynamicTest.dynamicTest(check.key(), () -> assertTrue(check.holds(), check.toString())));
    }
}
