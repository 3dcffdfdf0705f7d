/** What engines on Google OR-Tools share. */
@NullMarked
package dev.ansatz.classical.ortools;

import org.jspecify.annotations.NullMarked;
