/**
 * How runs of restless bandits are shown: picture and summary.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.cli.rmab;

import org.jspecify.annotations.NullMarked;
