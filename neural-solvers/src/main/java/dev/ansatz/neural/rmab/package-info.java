/**
 * Restless bandits: environment, features and bundled models.
 */
@NullMarked
package dev.ansatz.neural.rmab;

import org.jspecify.annotations.NullMarked;
