/**
 * Files made to break readers.
 *
 * <p>Comes in: good files of every format that the toolkit reads, and a seed. Goes out: damaged and generated ones, and
 * whether each was read or refused as promised. A further reader is one more {@link org.differnet.fuzz.Target}.
 */
package org.differnet.fuzz;
