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
        byte[] twoByFive = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        byte[] square = {1, 1, 2, 2, 1, 3, 3, 4, 4, 3, 5, 5, 6, 6, 5, 7, 7, 8, 8, 7, 9, 9, 10, 10, 9};
        assertArrayEquals(square, Framing.MIRRORED.squared(twoByFive, 2, 5));
    }

    @Test
    void squareImageStaysAsItIs() {
        byte[] rgb = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        assertArrayEquals(rgb, Framing.MIRRORED.squared(rgb, 2, 2));
    }

    @Test
    void channelsAreMirroredEachByItself() {
        byte[] twoChannels = {1, 2, 3, 4, 5, 6};
        byte[] squares = {1, 2, 3, 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, 4, 5, 6};
        assertArrayEquals(squares, Framing.MIRRORED.squared(twoChannels, 3, 1));
    }
}
