package org.differnet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    @Test
    void bfloat16WhereTheProcessorHasNoneIsSaidWithTheRemedy() {
        String note = Precision.BFLOAT16.noteWhere(Precision.FLOAT32).orElseThrow();
        assertTrue(note.contains("scores may differ in the last digits"), note);
        assertTrue(note.contains("DifferNet.load(file, Precision.FLOAT32)"), note);
    }

    @Test
    void nothingIsSaidWhereTheProcessorHasInstructionsForIt() {
        assertEquals(Optional.empty(), Precision.BFLOAT16.noteWhere(Precision.BFLOAT16));
    }

    @Test
    void aCudaDeviceComputesInFloat32WhateverTheProcessorCan() {
        assertEquals(Precision.FLOAT32, Precision.on(Device.gpu()));
        assertEquals(Precision.fastest(), Precision.on(Device.cpu()));
    }

    @Test
    void float32IsTheSameEverywhere() {
        assertEquals(Optional.empty(), Precision.FLOAT32.noteWhere(Precision.BFLOAT16));
        assertEquals(Optional.empty(), Precision.FLOAT32.noteWhere(Precision.FLOAT32));
    }
}
