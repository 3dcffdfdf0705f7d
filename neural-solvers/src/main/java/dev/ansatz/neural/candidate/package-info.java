/**
 * Policies that decide between candidates with features of their own (rows of a matrix), decision by decision.
 *
 * @apiNote SPI: {@link dev.ansatz.neural.candidate.CandidateEnvironment},
 *     {@link dev.ansatz.neural.candidate.CandidateKind}; stable from 1.0 on. All else here is internal.
 */
@NullMarked
package dev.ansatz.neural.candidate;

import org.jspecify.annotations.NullMarked;
