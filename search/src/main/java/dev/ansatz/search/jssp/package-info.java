/**
 * Hybrids of the job-shop scheduling problem: how policies and engines are tuned to each other.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.search.jssp;

import org.jspecify.annotations.NullMarked;
