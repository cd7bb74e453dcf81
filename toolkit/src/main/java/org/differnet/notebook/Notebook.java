package org.differnet.notebook;

import java.util.concurrent.atomic.AtomicBoolean;
import org.differnet.work.ProgressListener;

/** Connects the toolkit with the Jupyter kernel in which it runs. */
public final class Notebook {

    private static final AtomicBoolean READY = new AtomicBoolean();

    private Notebook() {}

    /**
     * Makes results show themselves and long work report with a bar. The project's own kernel calls this by itself; on
     * IJava it is the first line of a notebook. Outside a kernel long work reports on the console. A second call does
     * nothing.
     */
    public static void init() {
        if (!READY.compareAndSet(false, true)) {
            return;
        }
        ProgressListener listener = ProgressListener.console();
        if (isOnClassPath("io.github.spencerpark.jupyter.kernel.BaseKernel")) {
            listener = BaseKernelConnection.find().map(Notebook::connect).orElse(listener);
        }
        ProgressListener.setDefault(listener);
    }

    private static ProgressListener connect(Kernel kernel) {
        kernel.registerRenderers();
        return new NotebookProgress(kernel);
    }

    private static boolean isOnClassPath(String name) {
        try {
            Class.forName(name, false, Notebook.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
