/**
 * Fitting: the good images of a data set and options go in, a trained model comes out.
 */
package org.differnet.fit;
