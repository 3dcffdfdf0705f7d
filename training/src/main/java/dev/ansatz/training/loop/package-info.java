/**
 * The training loop, which is one for all kinds of policies, and the state of a run.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.loop;

import org.jspecify.annotations.NullMarked;
