package org.differnet.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

class NotebookProgressTest {

    private final Shown shown = new Shown();
    private final NotebookProgress progress = new NotebookProgress(shown);

    @Test
    void barIsReplacedInPlaceAndEndsAsOneLine() {
        for (int step = 1; step <= 1000; step++) {
            progress.on(step("training", step, 1000));
        }
        assertEquals(1, shown.displays.size());
        String last = shown.updates.get(shown.updates.size() - 1);
        assertTrue(last.contains("training 1000/1000"), last);
        assertFalse(last.contains("<svg"), "the curve is gone");
    }

    @Test
    void quickStepsAreNotAllShown() {
        for (int step = 1; step <= 1000; step++) {
            progress.on(step("training", step, 1000));
        }
        assertTrue(shown.updates.size() < 100, shown.updates.size() + " updates");
    }

    @Test
    void eachTaskHasABarOfItsOwn() {
        progress.on(step("features", 1, 1));
        progress.on(step("training", 1, 1));
        progress.on(step("training", 1, 1));
        assertEquals(3, shown.displays.size());
    }

    @Test
    void barOfATaskThatNeverEndedIsGoneWhenTheNextBegins() {
        progress.on(step("downloading", 1, 3));
        progress.on(step("unpacking", 1, 3));
        String last = shown.updates.get(shown.updates.size() - 1);
        assertTrue(last.contains("downloading 1/3"), last);
        assertFalse(last.contains("background"), "the bar is gone");
    }

    @Test
    void barOfATaskThatIsStoppedSaysWhereItEndedAndNoTimeLeft() {
        progress.on(step("training", 1, 3));
        progress.end("training");
        String last = shown.updates.get(shown.updates.size() - 1);
        assertTrue(last.contains("training 1/3") && last.contains("ended after"), last);
        assertFalse(last.contains("left"), last);
        assertFalse(last.contains("background"), "the bar is gone");
    }

    @Test
    void endOfAnotherTaskLeavesABarAsItIs() {
        progress.on(step("Table 3", 1, 4));
        int updates = shown.updates.size() + shown.displays.size();
        progress.end("training");
        assertEquals(updates, shown.updates.size() + shown.displays.size());
    }

    @Test
    void barOfAnExperimentAloneGoesOnWhenOneOfItsFitsEnds() {
        ProgressListener experiment = progress.only("Table 3");
        experiment.on(step("Table 3", 1, 4));
        experiment.on(step("training", 3, 3));
        experiment.end("training");
        assertTrue(Stream.concat(shown.displays.stream(), shown.updates.stream())
                .noneMatch(each -> each.contains("ended")));
        experiment.end("Table 3");
        assertTrue(shown.updates.get(shown.updates.size() - 1).contains("ended after"));
    }

    @Test
    void taskThatReachedItsLastStepEndsOnce() {
        progress.on(step("training", 3, 3));
        int updates = shown.updates.size() + shown.displays.size();
        progress.end("training");
        assertEquals(updates, shown.updates.size() + shown.displays.size());
    }

    @Test
    void tasksOfTwoThreadsHaveABarEach() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        for (int step = 1; step <= 3; step++) {
            Progress training = step("training", step, 4);
            progress.on(step("scoring", step, 4));
            other.submit(() -> progress.on(training)).get();
        }
        other.shutdown();
        assertEquals(2, shown.displays.size());
    }

    @Test
    void barOfAThreadThatEndedIsGoneWhenTheNextTaskBegins() throws InterruptedException {
        onAnotherThread(step("training", 1, 3));
        progress.on(step("scoring", 1, 3));
        String last = shown.updates.get(shown.updates.size() - 1);
        assertTrue(last.contains("training 1/3"), last);
        assertFalse(last.contains("background"), "the bar is gone");
    }

    @Test
    void taskThatBeganBetweenTwoCellsHasItsBarInTheNext() {
        shown.cellRuns = false;
        progress.on(step("training", 1, 3));
        assertEquals(List.of(), shown.displays);
        shown.cellRuns = true;
        progress.on(step("training", 2, 3));
        assertTrue(shown.displays.get(0).contains("training 2/3"), shown.displays.get(0));
    }

    @Test
    void whatIsSaidBetweenTwoCellsIsShownInOrderInTheNext() {
        progress.on(step("training", 1, 3));
        shown.cellRuns = false;
        progress.on(step("training", 3, 3));
        progress.warn("few good images");
        shown.cellRuns = true;
        progress.say("next");
        assertTrue(shown.updates.get(0).contains("training 3/3"), shown.updates.get(0));
        assertTrue(shown.displays.get(1).contains("few good images"), shown.displays.get(1));
        assertTrue(shown.displays.get(2).contains("next"), shown.displays.get(2));
    }

    @Test
    void lineThatIsGoodToKnowIsShown() {
        progress.say("PyTorch on cpu");
        assertTrue(shown.displays.get(0).contains("PyTorch on cpu"));
    }

    @Test
    void warningIsShownAsText() {
        progress.warn("one good image <alone>");
        assertTrue(shown.displays.get(0).contains("one good image &lt;alone&gt;"));
    }

    /** What ZeroMQ does on an interrupted thread: it sends nothing, throws, and the interrupt is forgotten. */
    @Test
    void stopOfATrainingIsNoTroubleForWhatItShows() {
        shown.refusesInterruptedThreads = true;
        Thread.currentThread().interrupt();
        progress.on(step("training", 1, 3));
        progress.warn("few good images");
        progress.say("next");
        assertTrue(Thread.interrupted(), "the training still hears of the stop");
        assertEquals(3, shown.displays.size());
    }

    @Test
    void stopInTheMiddleOfADisplayIsNotLost() {
        shown.interrupted = true;
        progress.warn("few good images");
        assertTrue(Thread.interrupted(), "the training still hears of the stop");
        progress.warn("one good image");
        assertFalse(Thread.interrupted());
        assertTrue(shown.displays.get(0).contains("one good image"), shown.displays.get(0));
    }

    private void onAnotherThread(Progress step) throws InterruptedException {
        Thread other = new Thread(() -> progress.on(step));
        other.start();
        other.join();
    }

    private static Progress step(String task, long done, long total) {
        return new Progress(task, done, total, -0.001 * done, Duration.ofMillis(done));
    }

    private static final class Shown implements Kernel {

        final List<String> displays = new ArrayList<>();
        final List<String> updates = new ArrayList<>();
        boolean cellRuns = true;
        boolean refusesInterruptedThreads;
        boolean interrupted;

        @Override
        public void show(String id, Bundle bundle) {
            if (interrupted || refusesInterruptedThreads && Thread.interrupted()) {
                interrupted = false;
                throw new IllegalStateException("Errno 4");
            }
            displays.add(bundle.forms().get(Bundle.HTML));
        }

        @Override
        public void update(String id, Bundle bundle) {
            updates.add(bundle.forms().get(Bundle.HTML));
        }

        @Override
        public boolean isShowing() {
            return cellRuns;
        }

        @Override
        public void registerRenderers() {}
    }
}
