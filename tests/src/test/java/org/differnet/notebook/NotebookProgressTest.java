package org.differnet.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.differnet.work.Progress;
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
    void lineThatIsGoodToKnowIsShown() {
        progress.say("PyTorch on cpu");
        assertTrue(shown.displays.get(0).contains("PyTorch on cpu"));
    }

    @Test
    void warningIsShownAsText() {
        progress.warn("one good image <alone>");
        assertTrue(shown.displays.get(0).contains("one good image &lt;alone&gt;"));
    }

    private static Progress step(String task, long done, long total) {
        return new Progress(task, done, total, -0.001 * done, Duration.ofMillis(done));
    }

    private static final class Shown implements Kernel {

        final List<String> displays = new ArrayList<>();
        final List<String> updates = new ArrayList<>();

        @Override
        public void show(String id, Bundle bundle) {
            displays.add(bundle.forms().get(Bundle.HTML));
        }

        @Override
        public void update(String id, Bundle bundle) {
            updates.add(bundle.forms().get(Bundle.HTML));
        }

        @Override
        public void registerRenderers() {}
    }
}
