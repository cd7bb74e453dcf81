/**
 * Archives of data sets: what is in them, and how it becomes a folder.
 *
 * <p>Comes in: a zip or a tar, in whatever state, {@link org.differnet.fetch.archive.Limits} on what it may unpack to, and
 * which of its files are wanted. Goes out: those files, in the given folder and nowhere else, with a
 * {@link org.differnet.fetch.archive.FileTable} of their sizes and hashes; or an {@link java.io.IOException} that says
 * what is wrong with the archive.
 */
package org.differnet.fetch.archive;
