/**
 * The gradient of a method's loss for each kind of policy: rollouts, trajectories, gradient.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.learner;

import org.jspecify.annotations.NullMarked;
