/**
 * Features kept on disk: an image and its views go in, the features that were computed before come out. Each file has a
 * checksum, and is found by a hash of all that decides its numbers, the code that computed them included.
 */
package org.differnet.features.cache;
