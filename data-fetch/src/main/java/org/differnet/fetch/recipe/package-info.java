/**
 * How each thing is recognised where it lies, and made where it does not.
 *
 * <p>Comes in: an {@link org.differnet.fetch.recipe.Item} (what the catalogue says of a file) and an
 * {@link org.differnet.fetch.recipe.Origin} that may have it: a folder, or the web. Goes out: a file or folder in home that
 * was checked against the catalogue, whole or not at all.
 */
package org.differnet.fetch.recipe;
