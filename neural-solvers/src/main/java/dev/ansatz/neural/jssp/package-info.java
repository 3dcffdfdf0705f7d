/**
 * Job shops: environment, features and bundled models.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.jssp;

import org.jspecify.annotations.NullMarked;
