/**
 * The check of a data set: samples go in, findings with an advice come out.
 */
package org.differnet.data.check;
