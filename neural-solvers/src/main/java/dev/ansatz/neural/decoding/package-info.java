/**
 * How solutions are decoded and searched for with a policy of any kind.
 */
@NullMarked
package dev.ansatz.neural.decoding;

import org.jspecify.annotations.NullMarked;
