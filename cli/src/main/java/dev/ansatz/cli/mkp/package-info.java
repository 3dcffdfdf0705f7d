/**
 * How packings of the multi-dimensional knapsack problem are shown: picture and summary.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.cli.mkp;

import org.jspecify.annotations.NullMarked;
