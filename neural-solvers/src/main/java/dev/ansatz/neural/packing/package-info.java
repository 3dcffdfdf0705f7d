/**
 * What policies of knapsacks of one or more capacities share.
 */
@NullMarked
package dev.ansatz.neural.packing;

import org.jspecify.annotations.NullMarked;
