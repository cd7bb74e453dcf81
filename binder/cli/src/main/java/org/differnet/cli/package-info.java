/**
 * The command line: arguments come in, lines and an exit code go out. It knows the face of the library and what a user of
 * that names, as a notebook does.
 */
package org.differnet.cli;
