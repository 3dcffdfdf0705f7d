/**
 * Test sets of the job-shop scheduling problem with their best known makespans, and a micro benchmark of its tabu search.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.bench.jssp;

import org.jspecify.annotations.NullMarked;
