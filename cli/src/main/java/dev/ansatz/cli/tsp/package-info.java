/**
 * How tours of the travelling salesman problem are shown: picture and summary.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.cli.tsp;

import org.jspecify.annotations.NullMarked;
