/** How plans of the capacitated vehicle routing problem are shown: picture, summary, and the options of its fleet. */
@NullMarked
package dev.ansatz.cli.cvrp;

import org.jspecify.annotations.NullMarked;
