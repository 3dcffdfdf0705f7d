/**
 * Policies for restless bandits: Whittle and Lagrangian index policies, the policy of the occupation-measure linear program,
 * myopic and greedy ones, and their baselines. A policy proposes what to do in a state; {@link
 * dev.ansatz.classical.rmab.BanditPolicySolver} runs it through the episodes of an instance; {@link
 * dev.ansatz.classical.rmab.ActionMaximiser} finds the allowed action of the largest total gain.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.classical.rmab;

import org.jspecify.annotations.NullMarked;
