/**
 * Travelling salesman: environment, features and bundled models.
 */
@NullMarked
package dev.ansatz.neural.tsp;

import org.jspecify.annotations.NullMarked;
