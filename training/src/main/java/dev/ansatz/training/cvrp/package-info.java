/** Training for the capacitated vehicle routing problem. */
@NullMarked
package dev.ansatz.training.cvrp;

import org.jspecify.annotations.NullMarked;
