/**
 * What the training of routing policies shares.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.routing;

import org.jspecify.annotations.NullMarked;
