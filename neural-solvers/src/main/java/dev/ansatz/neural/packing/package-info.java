/**
 * What policies of knapsacks of one or more capacities share.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.packing;

import org.jspecify.annotations.NullMarked;
