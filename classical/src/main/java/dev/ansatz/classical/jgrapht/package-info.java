/** JGraphT: the tour heuristics of its library for small TSP instances. */
@NullMarked
package dev.ansatz.classical.jgrapht;

import org.jspecify.annotations.NullMarked;
