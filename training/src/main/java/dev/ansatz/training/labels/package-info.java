/** Solved instances to learn from, and a user's own instances. */
@NullMarked
package dev.ansatz.training.labels;

import org.jspecify.annotations.NullMarked;
