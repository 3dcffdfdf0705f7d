/**
 * How solutions are decoded and searched for with a policy of any kind.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.decoding;

import org.jspecify.annotations.NullMarked;
