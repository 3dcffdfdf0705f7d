/**
 * Networks as differentiable DJL graphs, the same functions as their plain Java forms.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.training.djl;

import org.jspecify.annotations.NullMarked;
