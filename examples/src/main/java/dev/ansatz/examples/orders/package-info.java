/** From the orders of an application to a plan in its own ids. */
@NullMarked
package dev.ansatz.examples.orders;

import org.jspecify.annotations.NullMarked;
