/**
 * Solved instances to learn from, and a user's own instances.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.labels;

import org.jspecify.annotations.NullMarked;
