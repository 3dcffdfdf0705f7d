/**
 * Engines of rich vehicle routing: ruin and recreate with fleet minimisation ({@link dev.ansatz.classical.vrp.VrpLocalSearch}) and the
 * insertion that it starts from.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.classical.vrp;

import org.jspecify.annotations.NullMarked;
