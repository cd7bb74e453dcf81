/**
 * Judging heat maps: maps and masks go in, pixel measures come out.
 */
package org.differnet.localize.evaluate;
