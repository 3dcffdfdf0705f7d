/**
 * Attention policies that construct solutions, and how they are trained and shipped.
 *
 * <p>Start at {@link dev.ansatz.neural.Policy} (an instance in, diverse solutions out) and {@link dev.ansatz.neural.ModelZoo}
 * (where trained policies come from).
 *
 * @apiNote API and SPI: stable from 1.0 on; interfaces that plug-ins implement may get methods with a default.
 */
@NullMarked
package dev.ansatz.neural;

import org.jspecify.annotations.NullMarked;
