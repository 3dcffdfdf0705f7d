/**
 * A dispatcher's desk: planning in the background while orders come and go.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.examples.dispatch;

import org.jspecify.annotations.NullMarked;
