/** Training for the travelling salesman problem. */
@NullMarked
package dev.ansatz.training.tsp;

import org.jspecify.annotations.NullMarked;
