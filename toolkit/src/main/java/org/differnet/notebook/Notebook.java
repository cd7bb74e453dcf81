package org.differnet.notebook;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.differnet.features.backbone.FetchProgress;
import org.differnet.fetch.TransferListener;
import org.differnet.work.ProgressListener;

/** Connects the toolkit with the Jupyter kernel in which it runs. */
public final class Notebook {

    private static final String BUDGET = "DIFFERNET_BUDGET";

    /** What SLF4J says of itself: that it found no logger is no warning in a notebook, which needs none. */
    private static final String SLF4J_SAYS = "slf4j.internal.verbosity";

    private static final AtomicBoolean READY = new AtomicBoolean();

    private Notebook() {}

    /**
     * Makes results show themselves and long work report with a bar. The project's own kernel and JJava do this by
     * themselves; on IJava it is the first line of a notebook. In a kernel {@code String.format} writes
     * numbers alike in every locale from then on ({@link Locale#ROOT}); outside one long work reports on the console. A
     * second call does nothing.
     */
    public static void init() {
        Optional<Kernel> kernel = Optional.empty();
        if (isOnClassPath("io.github.spencerpark.jupyter.kernel.BaseKernel")) {
            kernel = BaseKernelConnection.find();
        }
        if (kernel.isEmpty() && isOnClassPath("org.dflib.jjava.jupyter.kernel.BaseKernel")) {
            kernel = JJavaConnection.find();
        }
        init(kernel.orElse(null));
    }

    /**
     * A size of a notebook, chosen by {@code DIFFERNET_BUDGET}, a system property or else a variable of the environment:
     * {@code paper}, {@code test}, or {@code here}, which is the default.
     *
     * @param paper as large as in the paper: hours on a CPU
     * @param here minutes on two cores
     * @param test as small as it can be: whether all cells run, not what they show
     */
    public static <T> T budget(T paper, T here, T test) {
        String named = System.getProperty(BUDGET, System.getenv().getOrDefault(BUDGET, "here"));
        return switch (named) {
            case "paper" -> paper;
            case "here" -> here;
            case "test" -> test;
            default ->
                throw new IllegalArgumentException(
                        BUDGET + " is " + named + "; give paper, here or test, or leave it out");
        };
    }

    /** @param kernel null for none */
    static void init(Kernel kernel) {
        if (!READY.compareAndSet(false, true)) {
            return;
        }
        if (kernel != null) {
            Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
            kernel.registerRenderers();
            if (System.getProperty(SLF4J_SAYS) == null) {
                System.setProperty(SLF4J_SAYS, "ERROR");
            }
        }
        ProgressListener listener = kernel == null ? ProgressListener.console() : new NotebookProgress(kernel);
        ProgressListener.setDefault(listener);
        TransferListener.setDefault(new FetchProgress(listener));
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
