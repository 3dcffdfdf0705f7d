/**
 * Search over policies, hybrids of policies with classical engines, and the facade {@link dev.ansatz.search.Ansatz}.
 *
 * <p>The way from a file to a plan, top to bottom:
 *
 * <ol>
 *   <li>{@link dev.ansatz.problems.Problem#readInstance} reads the file into an instance;
 *   <li>{@link dev.ansatz.search.Ansatz} collects limits and finds the engine in {@link dev.ansatz.search.Engines};
 *   <li>{@code HybridSolver} (default) or {@code SeededSolver} runs the {@code HybridPipeline} construct, propose and refine;
 *   <li>{@code PolicyWarmStarts} asks a {@link dev.ansatz.neural.Policy} (found by {@code LazyPolicy}) for diverse solutions;
 *   <li>an engine of {@link dev.ansatz.classical.ClassicalEngines} refines them;
 *   <li>every solution on the way passes the validator in {@link dev.ansatz.problems.SearchContext} before it counts.
 * </ol>
 *
 * <p><b>Budget.</b> All stages share one clock. The construction (milliseconds) comes first and is the answer of the shortest
 * runs. The policy may take a quarter of the time limit, at most four seconds, and no more rollouts than POMO's protocol
 * has; its requests are sized by its measured speed. It is not asked above 1,000 nodes, without coordinates, or when the
 * share is too short for one rollout. The refinement gets all the rest. {@link dev.ansatz.problems.Solver#warmUp} takes the
 * loading of models and native libraries, beside each other, out of the first run. With an iteration limit nothing depends on
 * the clock: the policy's request is fixed by the size of the instance, and the limit counts the iterations of the refinement.
 *
 * <p>The notes of an {@link dev.ansatz.problems.Outcome} say what start-up cost, what the policy proposed, and whether the
 * policy or the construction gave the refinement its start.
 *
 * @apiNote API and SPI: stable from 1.0 on; interfaces that plug-ins implement may get methods with a default.
 */
@NullMarked
package dev.ansatz.search;

import org.jspecify.annotations.NullMarked;
