/**
 * Drawn products: a number goes in, a picture of a good or a defective product comes out.
 */
package org.differnet.data.synthetic;
