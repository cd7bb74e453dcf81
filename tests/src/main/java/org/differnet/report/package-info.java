/** What the build says of its own tests: reports of Surefire go in, a few lines come out. */
package org.differnet.report;
