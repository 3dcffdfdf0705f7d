/**
 * How policies are trained: which trajectories are learned from, and with which weight. Methods are settings; they mean the same on
 * every kind of policy.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.method;

import org.jspecify.annotations.NullMarked;
