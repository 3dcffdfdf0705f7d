/**
 * How packings of the 0-1 knapsack problem are shown: picture and summary.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.cli.knapsack;

import org.jspecify.annotations.NullMarked;
