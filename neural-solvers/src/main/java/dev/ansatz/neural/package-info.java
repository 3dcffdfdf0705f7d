/**
 * Attention policies that construct solutions, and how they are trained and shipped.
 *
 * <p>Start at {@link dev.ansatz.neural.Policy} (an instance in, diverse solutions out) and {@link dev.ansatz.neural.ModelZoo}
 * (where trained policies come from).
 */
@NullMarked
package dev.ansatz.neural;

import org.jspecify.annotations.NullMarked;
