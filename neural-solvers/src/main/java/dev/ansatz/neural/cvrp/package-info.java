/**
 * Capacitated vehicle routing: environment, features and bundled models.
 */
@NullMarked
package dev.ansatz.neural.cvrp;

import org.jspecify.annotations.NullMarked;
