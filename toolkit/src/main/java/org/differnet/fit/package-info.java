/**
 * Fitting: the good images of a data set and options go in, and what a detector is made of comes out.
 *
 * <p>{@link org.differnet.fit.TrainingSet} makes the images ready for any method. {@link org.differnet.fit.Fitting} trains
 * a flow on them and leaves one immutable value, {@link org.differnet.fit.Fitted}, which is also what a model file holds.
 */
package org.differnet.fit;
