/**
 * Hybrids of the multi-dimensional knapsack problem: how policies and engines are tuned to each other.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.search.mkp;

import org.jspecify.annotations.NullMarked;
