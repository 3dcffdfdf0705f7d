/**
 * Float arithmetic, with the Vector API where the JVM offers it.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.kernel;

import org.jspecify.annotations.NullMarked;
