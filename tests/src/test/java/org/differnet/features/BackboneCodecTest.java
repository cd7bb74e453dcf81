package org.differnet.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.features.backbone.AlexNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackboneCodecTest {

    private static final BackboneCodec CODEC = new BackboneCodec();

    static Stream<Backbone> backbones() {
        return Stream.of(
                Backbone.alexNet(),
                Backbone.alexNet().withFourth().withScales(224),
                Backbone.drawn(),
                Backbone.alexNet().untrained(-7),
                AlexNet.at(320),
                Backbone.mobileNetV2().withLayer(13),
                Backbone.resNet18().withLayer(2).withScales(448, 300),
                Backbone.pixels(32),
                Backbone.pixels(64).grey(),
                Backbone.vgg16().withWeights(Path.of("some folder", "drawn pictures")));
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void networksOfThisLibraryComeBackEqual(Backbone backbone) throws IOException {
        assertEquals(backbone, CODEC.read(CODEC.write(backbone)));
    }

    @Test
    void theWayEarlierFilesNameThemIsRead() throws IOException {
        assertEquals(
                Backbone.alexNet(), CODEC.read("{\"network\":\"ALEXNET\",\"layer\":5,\"scales\":3,\"weights\":\"\"}"));
        assertEquals(
                Backbone.alexNet().withScales(448),
                CODEC.read("{\"network\":\"ALEXNET\",\"layer\":5,\"scales\":1,\"weights\":\"\"}"));
        assertEquals(
                Backbone.resNet18().withLayer(3).withWeights(Path.of("own.pth")),
                CODEC.read("{\"network\":\"RESNET18\",\"layer\":3,\"scales\":3,\"weights\":\"own.pth\"}"));
        assertEquals(Backbone.vgg16(), CODEC.read("{\"network\":\"VGG16\",\"layer\":5,\"scales\":3,\"weights\":\"\"}"));
    }

    @Test
    void anUnknownNetworkIsNamedWithThoseThatAreKnown() {
        String json = "{\"network\":\"MobileNet\",\"layer\":5,\"scales\":[448],\"weights\":\"ImageNet\"}";
        var error = assertThrows(IOException.class, () -> CODEC.read(json));
        assertTrue(error.getMessage().contains("'MobileNet'"), error.getMessage());
        assertTrue(error.getMessage()
                .contains(List.of("AlexNet", "AlexNet 4+5", "ResNet-18", "VGG-16", "MobileNetV2")
                        .toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"network\":5}",
                "{\"network\":\"AlexNet\",\"layer\":5,\"scales\":2,\"weights\":\"\"}",
                "{\"network\":\"AlexNet\",\"layer\":4,\"scales\":[448],\"weights\":\"ImageNet\"}",
                "{\"network\":\"AlexNet\",\"layer\":5,\"scales\":[],\"weights\":\"ImageNet\"}",
                "{\"network\":\"AlexNet\",\"layer\":5,\"scales\":[\"x\"],\"weights\":\"ImageNet\"}",
                "{\"network\":\"AlexNet\",\"layer\":5,\"scales\":[448],\"weights\":\"magic\"}",
                "{\"network\":\"AlexNet\",\"layer\":5,\"scales\":[448],\"weights\":\"untrained 1e9\"}",
                "{\"own\":\"mine\"}",
                "{\"own\":[1],\"class\":{}}",
                "[]",
                "null",
                "7"
            })
    void whatIsNoBackboneIsRefused(String json) {
        assertThrows(IOException.class, () -> CODEC.read(json));
    }
}
