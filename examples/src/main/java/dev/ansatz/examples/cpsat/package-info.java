/**
 * A job shop on CP-SAT that begins from a schedule of Ansatz.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.examples.cpsat;

import org.jspecify.annotations.NullMarked;
