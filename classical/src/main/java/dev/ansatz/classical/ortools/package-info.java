/**
 * What engines on Google OR-Tools share.
 *
 * @apiNote API: {@link dev.ansatz.classical.ortools.OrToolsNatives}; stable from 1.0 on. All else here is internal.
 */
@NullMarked
package dev.ansatz.classical.ortools;

import org.jspecify.annotations.NullMarked;
