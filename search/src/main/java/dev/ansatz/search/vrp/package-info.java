/**
 * Live replanning of rich vehicle routing: {@link dev.ansatz.search.vrp.VrpChange changes} of an instance that has a plan.
 *
 * @apiNote API: stable from 1.0 on.
 */
@NullMarked
package dev.ansatz.search.vrp;

import org.jspecify.annotations.NullMarked;
