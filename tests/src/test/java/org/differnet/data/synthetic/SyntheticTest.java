package org.differnet.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticTest {

    @ParameterizedTest
    @EnumSource(Product.class)
    void sameSeedDrawsTheSameBits(Product product) {
        Dataset first = Datasets.synthetic(product, 0.5, 1, 5, 9);
        Dataset second = Datasets.synthetic(product, 0.5, 1, 5, 9);
        for (int i = 0; i < first.test().size(); i++) {
            assertArrayEquals(
                    bytes(first.test().get(i).image()),
                    bytes(second.test().get(i).image()));
        }
    }

    @Test
    void imagesInMemoryAreTheSameAndNotDrawnAgain() {
        AtomicInteger drawn = new AtomicInteger();
        Sample flawed = new Synthetic(Product.METAL_PLATE, 0.5, 1).flawed("a", 0, Defect.SCRATCH);
        Sample counted = new Sample("a", "scratch", () -> {
                    drawn.incrementAndGet();
                    return flawed.image();
                })
                .withMask(() -> flawed.mask().orElseThrow());
        Sample kept = new Dataset("one", List.of(), List.of(counted))
                .inMemory()
                .test()
                .get(0);
        kept.image().setRGB(0, 0, 0x123456);
        assertArrayEquals(bytes(flawed.image()), bytes(kept.image()));
        assertArrayEquals(bytes(flawed.mask().orElseThrow()), bytes(kept.mask().orElseThrow()));
        assertEquals("a (scratch)", kept.toString());
        assertEquals(1, drawn.get());
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void anotherSeedDrawsAnotherPicture(Product product) {
        byte[] first = bytes(new Synthetic(product, 0.5, 1).good("a", 0).image());
        byte[] second = bytes(new Synthetic(product, 0.5, 2).good("a", 0).image());
        assertFalse(Arrays.equals(first, second));
    }

    @ParameterizedTest
    @EnumSource(Product.class)
    void defectsChangePixelsInsideTheirMaskOnly(Product product) {
        Synthetic drawing = new Synthetic(product, 0.3, 4);
        for (Defect defect : Defect.values()) {
            byte[] good = bytes(drawing.good("a", 7).image());
            Sample flawed = drawing.flawed("a", 7, defect);
            byte[] bad = bytes(flawed.image());
            byte[] mask = bytes(flawed.mask().orElseThrow());
            int inside = 0;
            int changed = 0;
            for (int i = 0; i < mask.length; i++) {
                boolean same = Arrays.equals(good, 3 * i, 3 * i + 3, bad, 3 * i, 3 * i + 3);
                if (mask[i] == 0) {
                    assertTrue(same, defect + " of " + product + " changes pixel " + i + " outside its mask");
                } else {
                    inside++;
                    changed += same ? 0 : 1;
                }
            }
            assertTrue(
                    inside > 0 && changed > inside / 4,
                    defect + " of " + product + " changes " + changed + " of " + inside);
        }
    }

    @Test
    void namesAndTextsHaveTheSameDigitsInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            Dataset plates = Datasets.synthetic(Product.METAL_PLATE, 0.5, 12, 1, 0);
            assertEquals("train/good/011.png", plates.train().get(11).name());
            assertEquals(
                    "synthetic metal plate: 12 good images for training; test: 1 good, 1 defective of 1 kind",
                    plates.toString());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void picturesAreColourAnd448PixelsWide() {
        BufferedImage image = Datasets.synthetic().train().get(0).image();
        assertEquals(BufferedImage.TYPE_3BYTE_BGR, image.getType());
        assertEquals(448, image.getWidth());
        assertEquals(448, image.getHeight());
    }

    @Test
    void difficultyOutsideItsRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Datasets.synthetic(Product.WOVEN_CLOTH, 1.5, 1, 1, 0));
    }

    private static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
}
