/**
 * Policies that decide between candidates with features of their own (rows of a matrix), decision by decision.
 */
@NullMarked
package dev.ansatz.neural.candidate;

import org.jspecify.annotations.NullMarked;
