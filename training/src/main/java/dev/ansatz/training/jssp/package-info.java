/**
 * Training for the job shop scheduling problem.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.jssp;

import org.jspecify.annotations.NullMarked;
