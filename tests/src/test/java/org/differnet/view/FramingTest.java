package org.differnet.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FramingTest {

    @Test
    void stretchedImageFillsTheSquare() {
        assertEquals(new Framing.Place(0, 0, 1, 1), Framing.STRETCHED.place(100, 400));
    }

    @Test
    void mirroredImageKeepsItsAspectRatioInTheMiddle() {
        assertEquals(new Framing.Place(0.375, 0, 0.25, 1), Framing.MIRRORED.place(100, 400));
        assertEquals(new Framing.Place(0, 0.25, 1, 0.5), Framing.MIRRORED.place(200, 100));
    }

    @Test
    void besideTheImageAreItsMirrorImages() {
        assertArrayEquals(new long[] {0, 0, 1, 1, 0}, Framing.mirrored(2, 5));
        assertArrayEquals(new long[] {1, 0, 0, 1, 2, 2, 1}, Framing.mirrored(3, 7));
    }

    @Test
    void imageThatFillsTheSquareStaysAsItIs() {
        assertArrayEquals(new long[] {0, 1, 2, 3}, Framing.mirrored(4, 4));
    }

    @Test
    void mirroredImageIsResizedToItsShareOfTheSquare() {
        assertEquals(112, Framing.MIRRORED.resized(100, 400, 448));
        assertEquals(448, Framing.MIRRORED.resized(400, 100, 448));
        assertEquals(448, Framing.STRETCHED.resized(100, 400, 448));
    }

    @Test
    void lineScanKeepsOnePixelAtLeast() {
        assertEquals(15, Framing.MIRRORED.resized(1000, 30_000, 448));
        assertEquals(1, Framing.MIRRORED.resized(1, 30_000, 448));
    }
}
