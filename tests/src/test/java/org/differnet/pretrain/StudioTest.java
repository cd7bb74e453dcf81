package org.differnet.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudioTest {

    private static final List<Texture> ALL = List.of(Texture.values());
    private static final int SIDE = 64;

    @Test
    void stepIsTheSameWhicheverStepsWereDrawnBefore() {
        Studio fromTheStart = new Studio(ALL, 3, 7);
        for (int step = 0; step < 3; step++) {
            fromTheStart.draw(step, SIDE);
        }
        assertArrayEquals(new Studio(ALL, 3, 7).draw(3, SIDE), fromTheStart.draw(3, SIDE));
    }

    @Test
    void otherSeedsGiveOtherPictures() {
        assertFalse(Arrays.equals(new Studio(ALL, 1, 1).draw(0, SIDE), new Studio(ALL, 1, 2).draw(0, SIDE)));
    }

    @Test
    void coloursLieBetweenBlackAndWhite() {
        for (float value : new Studio(ALL, 6, 3).draw(0, SIDE)) {
            assertTrue(value > -2.2f && value < 2.7f, "is " + value);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textureIsFiniteAndNotAllAlike(Texture texture) {
        for (int seed = 0; seed < 3; seed++) {
            float[] values = texture.draw(new Draw(seed));
            float first = values[0];
            boolean varied = false;
            for (float value : values) {
                assertTrue(Float.isFinite(value));
                varied |= value != first;
            }
            assertTrue(varied);
        }
    }

    @ParameterizedTest
    @EnumSource
    void flawChangesThePictureSomewhereAndNotEverywhere(Flaw flaw) {
        Shoot shoot = new Shoot(ALL, new Draw(4));
        float[] good = shoot.picture(SIDE, 0, new Draw(5));
        float[] other = new Shoot(ALL, new Draw(6)).picture(SIDE, 0, new Draw(7));
        float[] flawed = good.clone();
        flaw.into(flawed, other, SIDE, Spot.draw(SIDE, 0.2f, new Draw(8)), new Draw(9));
        int changed = 0;
        for (int i = 0; i < good.length; i++) {
            assertTrue(Float.isFinite(flawed[i]));
            changed += flawed[i] == good[i] ? 0 : 1;
        }
        assertTrue(changed > 0 && changed < good.length / 2, flaw + " changed " + changed);
    }
}
