/**
 * Capacitated vehicle routing: environment, features and bundled models.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.cvrp;

import org.jspecify.annotations.NullMarked;
