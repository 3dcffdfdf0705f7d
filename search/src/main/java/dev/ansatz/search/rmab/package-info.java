/**
 * Hybrids of the restless bandit problem: how policies and engines are tuned to each other.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.search.rmab;

import org.jspecify.annotations.NullMarked;
