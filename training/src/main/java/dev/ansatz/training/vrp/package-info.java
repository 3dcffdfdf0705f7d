/**
 * Training of policies of rich vehicle routing.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.vrp;

import org.jspecify.annotations.NullMarked;
