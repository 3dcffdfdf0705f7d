/**
 * The contract every solver keeps and the problems it solves.
 *
 * <p>Start at {@link dev.ansatz.problems.Solver}: an instance and {@link dev.ansatz.problems.Options} in, an
 * {@link dev.ansatz.problems.Outcome} out. A {@link dev.ansatz.problems.Problem} knows the file formats, the generators and
 * the one independent validator of its solutions; {@link dev.ansatz.problems.SearchContext} is what an engine uses to keep the
 * contract (monotone incumbents, never worse than the warm start, time limit, stop token, interrupt).
 *
 * @apiNote API and SPI: stable from 1.0 on; interfaces that plug-ins implement may get methods with a default.
 */
@NullMarked
package dev.ansatz.problems;

import org.jspecify.annotations.NullMarked;
