/**
 * Travelling salesman: environment, features and bundled models.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.tsp;

import org.jspecify.annotations.NullMarked;
