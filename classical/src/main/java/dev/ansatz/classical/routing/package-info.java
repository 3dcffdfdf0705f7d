/**
 * The routing searches of OR-Tools and Timefold for every problem that has a {@link dev.ansatz.classical.routing.RoutingModel}.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.classical.routing;

import org.jspecify.annotations.NullMarked;
