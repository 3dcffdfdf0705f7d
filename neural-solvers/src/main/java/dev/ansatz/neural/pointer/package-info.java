/**
 * Policies that point at the next node: the attention encoder-decoder (Kool et al. 2019; Kwon et al. 2020, "POMO") in plain Java, for
 * inference and rollouts.
 *
 * <p>Letters used for shapes throughout: B instances of a batch, N nodes, S trajectories (starts) of an instance, T steps, Q
 * queries of an instance (all decoding steps of all its trajectories), D embedding size, H heads, F input features.
 *
 * <p>{@link dev.ansatz.neural.pointer.PointerEnvironment} = what may be chosen next and what it costs;
 * {@link dev.ansatz.neural.pointer.PointerEncoder} embeds nodes once per instance;
 * {@link dev.ansatz.neural.pointer.PointerDecoder} then chooses nodes one by one.
 *
 * @apiNote SPI: {@link dev.ansatz.neural.pointer.NodeFeatures}, {@link dev.ansatz.neural.pointer.PointerEnvironment},
 *     {@link dev.ansatz.neural.pointer.PointerKind}; stable from 1.0 on. All else here is internal.
 */
@NullMarked
package dev.ansatz.neural.pointer;

import org.jspecify.annotations.NullMarked;
