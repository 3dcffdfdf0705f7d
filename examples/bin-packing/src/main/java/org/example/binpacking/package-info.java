/**
 * One-dimensional bin packing as a plug-in: a problem that Ansatz does not know, in one jar, with one provider for each module that has
 * something to say of it. {@code docs/dev/adding-a-problem.md} goes through it step by step.
 *
 * @apiNote Internal: an example.
 */
@NullMarked
package org.example.binpacking;

import org.jspecify.annotations.NullMarked;
