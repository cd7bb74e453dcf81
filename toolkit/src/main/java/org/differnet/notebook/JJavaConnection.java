package org.differnet.notebook;

import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** JJava, the continuation of IJava: the same calls under other names. */
final class JJavaConnection implements Kernel {

    private final BaseKernel kernel;

    JJavaConnection(BaseKernel kernel) {
        this.kernel = kernel;
    }

    /** The kernel in which this program runs, if there is one. */
    static Optional<Kernel> find() {
        return Optional.ofNullable(BaseKernel.notebookKernel()).map(JJavaConnection::new);
    }

    @Override
    public void show(String id, Bundle bundle) {
        DisplayData data = data(bundle);
        // setDisplayId returns something since 1.0-a7: compiled against one version, it is missing in the other.
        data.putTransientData(DisplayData.DISPLAY_ID_KEY, id);
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
