/**
 * Training for restless multi-armed bandits.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.rmab;

import org.jspecify.annotations.NullMarked;
