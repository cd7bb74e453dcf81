package org.differnet.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ViewOptionsTest {

    @Test
    void sameSeedDrawsTheSameViews() {
        ViewOptions options = ViewOptions.rotationsAndLight();
        assertEquals(options.draw(10, 7), options.draw(10, 7));
        assertNotEquals(options.draw(10, 7), options.draw(10, 8));
    }

    @Test
    void drawnViewsFillTheirRangesAndStayInside() {
        var views = ViewOptions.rotationsAndLight().draw(2000, 1);
        var angles = views.stream().mapToDouble(View::degrees).summaryStatistics();
        var contrasts = views.stream().mapToDouble(View::contrast).summaryStatistics();
        assertTrue(angles.getMin() >= -180 && angles.getMin() < -175, angles.toString());
        assertTrue(angles.getMax() <= 180 && angles.getMax() > 175, angles.toString());
        assertTrue(contrasts.getMin() >= 0.85 && contrasts.getMin() < 0.855, contrasts.toString());
        assertTrue(contrasts.getMax() <= 1.15 && contrasts.getMax() > 1.145, contrasts.toString());
    }

    @Test
    void rotationOutsideItsRangeIsRefusedWithTheRange() {
        var error = assertThrows(IllegalArgumentException.class, () -> new ViewOptions(200, 0, 0));
        assertEquals("rotation is 200.0; allowed are 0 to 180.0, and 0 switches it off", error.getMessage());
    }

    @Test
    void fixedViewsAreEvenlyTurned() {
        assertEquals(
                java.util.List.of(0.0, 90.0, 180.0, 270.0),
                ViewOptions.fixed(4).stream().map(View::degrees).toList());
    }

    @Test
    void framingDoesNotChangeWhichViewsAreDrawn() {
        ViewOptions options = ViewOptions.rotationsAndLight();
        assertEquals(options.draw(9, 1), options.withFraming(Framing.MIRRORED).draw(9, 1));
    }
}
