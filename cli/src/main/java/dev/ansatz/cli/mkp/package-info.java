/** How packings of the multi-dimensional knapsack problem are shown: picture and summary. */
@NullMarked
package dev.ansatz.cli.mkp;

import org.jspecify.annotations.NullMarked;
