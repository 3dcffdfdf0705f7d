/** Training for the job shop scheduling problem. */
@NullMarked
package dev.ansatz.training.jssp;

import org.jspecify.annotations.NullMarked;
