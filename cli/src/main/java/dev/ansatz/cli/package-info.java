/** The command line. */
@NullMarked
package dev.ansatz.cli;

import org.jspecify.annotations.NullMarked;
