/**
 * How plans of the capacitated vehicle routing problem are shown: picture, summary, and the options of its fleet.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.cli.cvrp;

import org.jspecify.annotations.NullMarked;
