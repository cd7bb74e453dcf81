/**
 * A Java kernel for Jupyter, for places where neither IJava nor JJava is installed.
 *
 * <p>Comes in: the source of a cell. Goes out: the value of its last expression, rendered; what it displays; or one
 * error. Cells run in the kernel's own process on {@link jdk.jshell.JShell}, so that their objects are drawn by the
 * renderers registered on {@link org.differnet.kernel.JavaKernel#getKernelInstance()}. When the class {@code
 * org.differnet.notebook.Notebook} is on the class path, its static method {@code init()} is called before the first
 * cell.
 */
package org.differnet.kernel;
