/**
 * Distances between nodes, by coordinates or explicit matrix, and nearest-neighbour lists over a spatial index.
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.problems.distance;

import org.jspecify.annotations.NullMarked;
