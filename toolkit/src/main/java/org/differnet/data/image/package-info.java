/**
 * One image: a file goes in, its pixels as they are to be seen come out.
 */
package org.differnet.data.image;
