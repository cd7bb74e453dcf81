package org.differnet.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.Optional;

/** A kernel built on jupyter-jvm-basekernel: IJava and the project's own. */
final class BaseKernelConnection implements Kernel {

    private static final List<String> HOLDERS =
            List.of("org.differnet.kernel.JavaKernel", "io.github.spencerpark.ijava.IJava");

    private final BaseKernel kernel;

    private BaseKernelConnection(BaseKernel kernel) {
        this.kernel = kernel;
    }

    /** The kernel in which this program runs, if there is one. */
    static Optional<Kernel> find() {
        for (String holder : HOLDERS) {
            try {
                Class<?> type =
                        Class.forName(holder, true, Thread.currentThread().getContextClassLoader());
                Object kernel = type.getMethod("getKernelInstance").invoke(null);
                if (kernel instanceof BaseKernel running) {
                    return Optional.of(new BaseKernelConnection(running));
                }
            } catch (ReflectiveOperationException | LinkageError e) {
                // Another kernel, or none: the next holder is asked.
                continue;
            }
        }
        return Optional.empty();
    }

    @Override
    public void show(String id, Bundle bundle) {
        DisplayData data = data(bundle);
        data.setDisplayId(id);
        kernel.display(data);
    }

    @Override
    public void update(String id, Bundle bundle) {
        kernel.getIO().display.updateDisplay(id, data(bundle));
    }

    @Override
    public boolean isShowing() {
        return kernel.getIO().display.isAttached();
    }

    @Override
    public void registerRenderers() {
        Bundle.SHOWN.forEach(this::register);
    }

    private <T> void register(Class<T> type) {
        kernel.getRenderer()
                .createRegistration(type)
                .preferring(Bundle.TYPES)
                .register((result, context) -> context.getOutputContainer().assign(data(Bundle.of(result))));
    }

    private static DisplayData data(Bundle bundle) {
        DisplayData data = new DisplayData();
        bundle.forms().forEach(data::putData);
        return data;
    }
}
