package org.differnet.notebook;

/** What the notebook needs of a Jupyter kernel. */
interface Kernel {

    /** Shows a result under the running cell. */
    void show(String id, Bundle bundle);

    /** Replaces what was shown under this id. */
    void update(String id, Bundle bundle);

    /** Whether what is shown appears; most kernels drop what is shown between two cells. */
    boolean isShowing();

    /** From here on results of cells show themselves in all their forms. */
    void registerRenderers();
}
