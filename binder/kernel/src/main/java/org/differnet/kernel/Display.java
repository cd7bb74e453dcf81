package org.differnet.kernel;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Arrays;
import java.util.UUID;

/** What every cell can call without an import. */
public final class Display {

    private static volatile String lastId;

    private Display() {}

    /**
     * Shows a value below the cell.
     *
     * @param value anything, null included
     * @param mimes the types to render as, such as {@code text/html}; none for the value's preferred ones
     * @return the id by which {@link #updateDisplay} replaces what is shown
     */
    public static String display(Object value, String... mimes) {
        DisplayData data = render(value, mimes);
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        kernel().display(data);
        lastId = data.getDisplayId();
        return lastId;
    }

    /**
     * Replaces what was shown under an id, wherever it stands in the notebook.
     *
     * @param id what {@link #display} returned
     * @param value anything, null included
     * @param mimes the types to render as; none for the value's preferred ones
     */
    public static void updateDisplay(String id, Object value, String... mimes) {
        kernel().getIO().display.updateDisplay(id, render(value, mimes));
    }

    /** Whether a cell's value is only the id of the display that it ended with. */
    static boolean isIdOfLast(Object value) {
        return value == lastId;
    }

    /** A value in the forms that its renderers give it; an array, if none is registered for it, as its elements. */
    static DisplayData render(Object value, String... mimes) {
        if (value == null) {
            return new DisplayData("null");
        }
        if (mimes.length == 0) {
            DisplayData data = kernel().getRenderer().render(value);
            if (value.getClass().isArray() && value.toString().equals(data.getData(MIMEType.TEXT_PLAIN))) {
                data.putText(ArrayText.of(value));
            }
            return data;
        }
        DisplayData data = kernel().getRenderer().renderAs(value, mimes);
        // The base kernel repeats the whole text as text/plain, which would double the size of a notebook.
        if (value instanceof CharSequence text && !Arrays.asList(mimes).contains("text/plain")) {
            data.putText(String.join(", ", mimes) + " of " + text.length() + " characters");
        }
        return data;
    }

    private static BaseKernel kernel() {
        BaseKernel kernel = JavaKernel.getKernelInstance();
        if (kernel == null) {
            throw new IllegalStateException("nothing can be displayed outside a Jupyter kernel; print it instead");
        }
        return kernel;
    }
}
