/** A job shop on CP-SAT that begins from a schedule of Ansatz. */
@NullMarked
package dev.ansatz.examples.cpsat;

import org.jspecify.annotations.NullMarked;
