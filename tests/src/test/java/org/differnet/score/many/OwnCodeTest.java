package org.differnet.score.many;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.differnet.Detector;
import org.differnet.bench.Brightness;
import org.differnet.data.Sample;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the code of others throws while their images are scored. */
class OwnCodeTest {

    private final Detector detector = new Brightness();
    private final List<String> warnings = new ArrayList<>();
    private final ProgressListener heard = new ProgressListener() {
        @Override
        public void on(Progress progress) {}

        @Override
        public void warn(String message) {
            warnings.add(message);
        }
    };

    @TempDir
    Path folder;

    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalStateException("Queue full"),
                new CancellationException("the future was cancelled"),
                new UnsupportedOperationException("no such thing"),
                new StackOverflowError(),
                new NoClassDefFoundError("a/Codec"),
                new Exception("checked, thrown by another language"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whatASampleThrowsIsItsRowAndTheOthersAreScored(Throwable thrown) {
        Sample drawn = new Sample("drawn", Sample.GOOD, throwing(thrown));
        Sample streamed = Sample.ofStream("streamed", Sample.GOOD, () -> {
            throwing(thrown).get();
            return null;
        });
        ScoredImages all = detector.scoreAll(List.of(good(1), drawn, good(2), streamed, good(3)), heard);
        assertEquals(3, all.counts().good(), all.toString());
        assertEquals(2, all.counts().failed());
        List<String> errors = all.errors().stringColumn("error").asList();
        String reason = thrown.getMessage() == null ? "StackOverflowError" : thrown.getMessage();
        assertTrue(errors.get(0).contains(reason), errors.toString());
        assertTrue(all.errors().stringColumn("file").asList().containsAll(List.of("drawn", "streamed")));
    }

    @Test
    void oneSampleThatThrowsIsARowAsWell() {
        assertTrue(detector.row(new Sample("x", Sample.GOOD, throwing(new IllegalStateException("Queue full"))))
                .error()
                .contains("Queue full"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aScoreThatIsNotFiniteIsARowWithItsReasonFromWhichTheFileGoesOn(double score) {
        ManyImages images = new ManyImages(
                "odd",
                detector.threshold(),
                sample -> new ManyImages.Scored(
                        ScoredImage.of(sample.name(), score, detector.threshold(), Double.NaN), sample));
        Path csv = folder.resolve("scores.csv");
        for (int call = 0; call < 2; call++) {
            ScoredImages all = images.all(List.of(good(1)), csv, heard);
            assertEquals(1, all.counts().failed());
            assertTrue(all.errors().stringColumn("error").get(0).contains("has the score " + score), all.toString());
        }
    }

    @Test
    void whatTheDetectorThrowsOfItselfEndsTheCall() {
        IllegalStateException closed = new IllegalStateException("this model is closed");
        ManyImages images = new ManyImages("closed", detector.threshold(), sample -> {
            sample.image();
            throw closed;
        });
        assertSame(closed, assertThrows(IllegalStateException.class, () -> images.all(List.of(good(1)), heard)));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void aSourceThatThrowsLeavesWhatIsDoneAndSaysWhy(Throwable thrown) {
        ScoredImages all = detector.scoreAll(failingAfter(10, thrown), heard);
        assertTrue(all.stopped());
        assertEquals(10, all.counts().good(), "images under way are not dropped");
        assertEquals(10, all.table().rowCount());
        String reason = thrown instanceof CancellationException ? "stopped" : thrown.toString();
        assertTrue(warnings.get(0).contains(reason) && warnings.get(0).contains("10"), warnings.toString());
    }

    @Test
    void aSourceThatThrowsIsGoneOnWithFromItsFile() {
        Path csv = folder.resolve("scores.csv");
        ScoredImages some = detector.scoreAll(failingAfter(10, new IllegalStateException("no line")), csv, heard);
        assertTrue(some.stopped() && some.toString().contains("no line"), some.toString());
        ScoredImages all = detector.scoreAll(goods(20), csv, heard);
        assertEquals(20, all.counts().all());
        assertEquals(20, all.table().rowCount());
    }

    @Test
    void aSourceThatGivesNoSampleButNullSaysSo() {
        List<Sample> samples = new ArrayList<>(goods(3));
        samples.add(1, null);
        ScoredImages some = detector.scoreAll(samples, heard);
        assertTrue(some.stopped() && some.toString().contains("null"), some.toString());
        assertEquals(1, some.counts().all());
    }

    @Test
    void aStreamThatThrowsGivesTheRowsUnderWayFirst() {
        IllegalStateException thrown = new IllegalStateException("no line");
        List<ScoredImage> rows = new ArrayList<>();
        Stream<Sample> samples = StreamSupport.stream(failingAfter(10, thrown).spliterator(), false);
        try (Stream<ScoredImage> scored = detector.score(samples)) {
            assertSame(thrown, assertThrows(IllegalStateException.class, () -> scored.forEach(rows::add)));
        }
        assertEquals(10, rows.size());
    }

    private static Iterable<Sample> failingAfter(int n, Throwable thrown) {
        Iterator<Sample> goods = goods(n).iterator();
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Sample next() {
                return goods.hasNext()
                        ? goods.next()
                        : OwnCodeTest.<Sample>throwing(thrown).get();
            }
        };
    }

    private static List<Sample> goods(int n) {
        return IntStream.range(0, n).mapToObj(OwnCodeTest::good).toList();
    }

    private static Sample good(int i) {
        return new Sample("good " + i, Sample.GOOD, () -> Brightness.image(i));
    }

    private static <T> Supplier<T> throwing(Throwable thrown) {
        return () -> {
            throw OwnCodeTest.<RuntimeException>unchecked(thrown);
        };
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
