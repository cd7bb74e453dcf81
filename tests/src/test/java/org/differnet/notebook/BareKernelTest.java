package org.differnet.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.text.DecimalFormat;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.differnet.JavaProcess;
import org.differnet.data.Datasets;
import org.junit.jupiter.api.Test;

/** A kernel with the toolkit and its libraries alone on the class path, no logger among them. */
class BareKernelTest {

    @Test
    void firstTableComesWithoutALoggersLines() throws Exception {
        String bare = Arrays.stream(JavaProcess.CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().startsWith("slf4j-nop"))
                .collect(Collectors.joining(File.pathSeparator));
        String output = JavaProcess.finish(JavaProcess.start(List.of(), List.of("-cp", bare), FirstTable.class));
        assertTrue(output.contains("good"), output);
        assertFalse(output.contains("SLF4J"), output);
    }

    @Test
    void numbersAreWrittenAlikeInEveryLocale() throws Exception {
        List<String> arabic = List.of("-Duser.language=ar", "-Duser.country=EG", "-cp", JavaProcess.CLASS_PATH);
        assertEquals("1.5", JavaProcess.finish(JavaProcess.start(List.of(), arabic, Formatted.class)));
    }

    static final class Formatted {

        public static void main(String[] arguments) {
            Notebook.init(new Silent());
            System.out.print(new DecimalFormat("0.0").format(1.5));
        }
    }

    static final class FirstTable {

        public static void main(String[] arguments) {
            Notebook.init(new Silent());
            System.out.println(Datasets.synthetic().table());
        }
    }

    private static final class Silent implements Kernel {

        @Override
        public void show(String id, Bundle bundle) {}

        @Override
        public void update(String id, Bundle bundle) {}

        @Override
        public boolean isShowing() {
            return true;
        }

        @Override
        public void registerRenderers() {}
    }
}
