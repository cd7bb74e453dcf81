/**
 * How results show themselves in Jupyter.
 *
 * <p>Comes in: charts, pictures, tables, progress. Goes out: a {@link org.differnet.notebook.Bundle} of forms of the same
 * result (text, HTML, PNG), of which the place that shows it takes the best that it can. The only package that knows a
 * kernel; {@link org.differnet.notebook.Notebook#init} connects it with the one that runs.
 */
package org.differnet.notebook;
