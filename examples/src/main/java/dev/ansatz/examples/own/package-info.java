/**
 * A problem that Ansatz does not know, and an engine for it: the facade, background planning and validation work all the same.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.examples.own;

import org.jspecify.annotations.NullMarked;
