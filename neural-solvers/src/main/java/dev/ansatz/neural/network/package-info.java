/**
 * What the networks of all kinds of policies share: files of weights, parameters that are adapted.
 *
 * @apiNote Internal: may change in any version.
 */
@NullMarked
package dev.ansatz.neural.network;

import org.jspecify.annotations.NullMarked;
