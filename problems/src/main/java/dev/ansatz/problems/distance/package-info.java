/** Distances between nodes, by coordinates or explicit matrix, and nearest-neighbour lists over a spatial index. */
@NullMarked
package dev.ansatz.problems.distance;

import org.jspecify.annotations.NullMarked;
