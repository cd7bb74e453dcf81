/**
 * Features kept on disk: an image and its views go in, the features that were computed before come out.
 */
package org.differnet.features.cache;
