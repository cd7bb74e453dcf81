/**
 * What all of fetching stands on: files that appear when they are whole, their hashes, locks between processes, and the
 * end of work at an interrupt.
 *
 * <p>Comes in: bytes and paths. Goes out: files on the disk; hashes in lower-case hexadecimal. Knows no other package of
 * the toolkit.
 */
package org.differnet.fetch.disk;
