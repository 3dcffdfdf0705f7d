/** Training for restless multi-armed bandits. */
@NullMarked
package dev.ansatz.training.rmab;

import org.jspecify.annotations.NullMarked;
