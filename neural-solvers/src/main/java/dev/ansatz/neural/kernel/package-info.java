/**
 * Float arithmetic, with the Vector API where the JVM offers it.
 */
@NullMarked
package dev.ansatz.neural.kernel;

import org.jspecify.annotations.NullMarked;
