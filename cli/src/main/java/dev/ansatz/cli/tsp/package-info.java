/** How tours of the travelling salesman problem are shown: picture and summary. */
@NullMarked
package dev.ansatz.cli.tsp;

import org.jspecify.annotations.NullMarked;
