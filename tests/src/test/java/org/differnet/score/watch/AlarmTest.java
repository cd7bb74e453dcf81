package org.differnet.score.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final double FRAMES = 3600;

    @Test
    void theAverageIsThatOfTheFormula() {
        Alarm alarm = new Alarm(0.25, 1, 2, 1, "a test");
        assertEquals(0.25 * 5 + 0.75 * 1, alarm.next(1, 5));
        assertTrue(alarm.rings(2));
    }

    @Test
    void goodFramesRingAtMostAsOftenAsMeant() {
        double[] learnt = scores(4000, 0, 1);
        double perHour = 18;
        for (double weight : new double[] {1, 0.3, 0.1}) {
            Alarm alarm = Alarm.learn(learnt, weight, perHour, FRAMES);
            int hours = 200;
            double events = events(alarm, scores((int) FRAMES * hours, 0, 2));
            assertTrue(events / hours <= 1.5 * perHour, weight + ": " + events / hours + " an hour");
            assertTrue(events > 0, "an alarm that never rings holds no rate");
        }
    }

    @Test
    void aRateThatTheStretchCannotShowIsExtrapolatedAndSaysSo() {
        double[] learnt = scores(1000, 0, 1);
        Alarm rare = Alarm.learn(learnt, 0.3, 0.5, FRAMES);
        assertTrue(rare.limit() > Alarm.learn(learnt, 0.3, 40, FRAMES).limit());
        assertTrue(rare.origin().contains("extrapolated"), rare.origin());
    }

    @Test
    void aSmallShiftIsFoundSoonerWithSmoothingThanWithout() {
        double[] learnt = scores(4000, 0, 1);
        double[] shifted = scores(4000, 1.5, 3);
        assertTrue(delay(Alarm.learn(learnt, 0.2, 4, FRAMES), shifted)
                < delay(Alarm.learn(learnt, 1, 4, FRAMES), shifted));
    }

    @Test
    void equalScoresAreRefusedWithTheRateThatTheyShow() {
        double[] equal = new double[100];
        var error = assertThrows(IllegalArgumentException.class, () -> Alarm.learn(equal, 0.3, 1, FRAMES));
        assertTrue(error.getMessage().contains("ask for a share that they show: 0.01"), error.getMessage());
    }

    @Test
    void aGoodFrameThatStandsFarAboveTheOthersIsNamed() {
        double[] learnt = scores(200, 0, 1);
        List<String> said = new ArrayList<>();
        ProgressListener usual = ProgressListener.getDefault();
        ProgressListener.setDefault(new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void warn(String text) {
                said.add(text);
            }
        });
        try {
            Alarm.learn(learnt, 0.3, 1, FRAMES);
            assertEquals(List.of(), said);
            learnt[17] = 1e6;
            Alarm.learn(learnt, 0.3, 1, FRAMES);
        } finally {
            ProgressListener.setDefault(usual);
        }
        assertTrue(said.get(0).startsWith("the score of good frame 17 (from 0), 1.000e+06, stands far"), "" + said);
    }

    @Test
    void aRateOfNothingIsRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> Alarm.learn(scores(100, 0, 1), 0.3, 0, FRAMES));
        assertTrue(error.getMessage().startsWith("0.0 false alarms"), error.getMessage());
    }

    @Test
    void aWeightOutsideItsRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Alarm(0, 1, 2, 1, "a test"));
    }

    @Test
    void aStretchThatIsTooShortIsRefusedWithHowManyFramesItNeeds() {
        for (int few : new int[] {0, 1, 14, 20, 63}) {
            String said = refusal(scores(few, 0, 1), 0.3, 1);
            assertTrue(said.startsWith(few + " good scores are too few"), said);
            assertTrue(said.endsWith("give 64 or more"), said);
        }
        assertEquals(64, fewest(0.3, 1));
        assertEquals(50, fewest(1, 1));
        assertEquals(90, fewest(0.1, 1));
        assertEquals(14 + 9, fewest(0.3, FRAMES / 10));
    }

    @Test
    void aScoreThatIsNoNumberIsNamedWithItsFrame() {
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[] scores = scores(100, 0, 1);
            scores[7] = odd;
            String said = refusal(scores, 0.3, 1);
            assertTrue(said.contains("good frame 7") && said.contains("" + odd), said);
            assertTrue(said.contains("row -> !row.failed()"), said);
        }
    }

    /** The fewest frames that are learnt from, which the message for one less says. */
    private static int fewest(double weight, double perHour) {
        int fewest = 1;
        while (learns(scores(fewest, 0, 1), weight, perHour).isPresent()) {
            fewest++;
        }
        String said = learns(scores(fewest - 1, 0, 1), weight, perHour).orElseThrow();
        assertTrue(said.endsWith("give " + fewest + " or more"), said);
        return fewest;
    }

    /** What is said against it. */
    private static Optional<String> learns(double[] scores, double weight, double perHour) {
        try {
            Alarm.learn(scores, weight, perHour, FRAMES);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String refusal(double[] scores, double weight, double perHour) {
        return learns(scores, weight, perHour).orElseThrow();
    }

    private static double[] scores(int n, double shift, long seed) {
        Random random = new Random(seed);
        return random.doubles(n).map(u -> 10 + shift + random.nextGaussian()).toArray();
    }

    private static int events(Alarm alarm, double... scores) {
        double average = alarm.start();
        int events = 0;
        boolean before = false;
        for (double score : scores) {
            average = alarm.next(average, score);
            events += alarm.rings(average) && !before ? 1 : 0;
            before = alarm.rings(average);
        }
        return events;
    }

    private static int delay(Alarm alarm, double... scores) {
        double average = alarm.start();
        for (int i = 0; i < scores.length; i++) {
            average = alarm.next(average, scores[i]);
            if (alarm.rings(average)) {
                return i;
            }
        }
        return scores.length;
    }
}
