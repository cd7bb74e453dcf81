/**
 * The paper's experiments as calls: {@code Experiments.table2(tiles).run().table()}.
 *
 * <p>Comes in: data sets and options. Goes out: {@link org.differnet.experiment.Results}, a table and a figure with the
 * paper's numbers beside the measured ones. AUROC and average precision stand in percent there, from 0 to 100. Each run
 * that is finished is at once one line of a JSON Lines file, with everything needed to repeat it; what stands there from the
 * same code, data and weights is not run again.
 */
package org.differnet.experiment;
