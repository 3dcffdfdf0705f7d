/**
 * From the orders of an application to a plan in its own ids.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.examples.orders;

import org.jspecify.annotations.NullMarked;
