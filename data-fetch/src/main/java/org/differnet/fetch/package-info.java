/** To be described with its first class. */
package org.differnet.fetch;
