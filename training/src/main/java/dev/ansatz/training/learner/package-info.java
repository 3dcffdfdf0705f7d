/** The gradient of a method's loss for each kind of policy: rollouts, trajectories, gradient. */
@NullMarked
package dev.ansatz.training.learner;

import org.jspecify.annotations.NullMarked;
