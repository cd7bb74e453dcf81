package org.differnet.notebook;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Called by JJava when the toolkit joins its class path, so that a notebook there needs no {@link Notebook#init}. */
public final class JJavaExtension implements Extension {

    @Override
    public void install(BaseKernel kernel) {
        try {
            Notebook.init(new JJavaConnection(kernel));
        } catch (RuntimeException | LinkageError e) {
            // Thrown on, it would end the kernel before the first cell.
            System.err.println("Results of the toolkit show themselves as text alone: " + e);
        }
    }
}
