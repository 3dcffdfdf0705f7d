/**
 * Hybrids of the orienteering problem: how policies and engines are tuned to each other.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.search.op;

import org.jspecify.annotations.NullMarked;
