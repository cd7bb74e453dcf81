/**
 * What the methods that learn from pixels are made of: small networks (n, channels, side, side) to (n, ...), their weights
 * and optimiser, epochs of batches, and the parts that one method alone has.
 */
package org.differnet.baseline.deep;
