/** What the training of routing policies shares. */
@NullMarked
package dev.ansatz.training.routing;

import org.jspecify.annotations.NullMarked;
