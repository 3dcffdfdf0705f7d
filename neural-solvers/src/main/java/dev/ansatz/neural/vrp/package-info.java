/**
 * Rich vehicle routing: environment and features of the attributes that a policy knows.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.vrp;

import org.jspecify.annotations.NullMarked;
