/**
 * Restless bandits: environment, features and bundled models.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.rmab;

import org.jspecify.annotations.NullMarked;
