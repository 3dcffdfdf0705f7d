/**
 * Engines of rich vehicle routing: ruin and recreate with fleet minimisation ({@link dev.ansatz.classical.vrp.VrpLocalSearch}), the
 * insertion that it starts from, OR-Tools and Timefold, and bridges to applications on these libraries.
 *
 * @apiNote API: {@link dev.ansatz.classical.vrp.OrToolsModelAdapter}, {@link dev.ansatz.classical.vrp.VrpRoutingDomain},
 *     {@link dev.ansatz.classical.vrp.VrpRoutingPhase}; stable from 1.0 on. All else here is internal.
 */
@NullMarked
package dev.ansatz.classical.vrp;

import org.jspecify.annotations.NullMarked;
