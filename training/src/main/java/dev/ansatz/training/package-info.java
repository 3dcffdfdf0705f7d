/**
 * Policies as they are made. Here lie what a problem says of its training ({@link dev.ansatz.training.TrainingProvider}) and the settings
 * of a run ({@link dev.ansatz.training.TrainingConfig}); {@code loop.Trainer} runs them. Rooms: {@code method} (which trajectories are
 * learned from), {@code labels} (solutions to learn from, a user's instances), {@code learner} (the gradient of each kind of policy),
 * {@code djl} (networks as DJL graphs), {@code loop}, and one for each problem.
 *
 * @apiNote SPI: stable from 1.0 on; interfaces that plug-ins implement may get methods with a default.
 */
@NullMarked
package dev.ansatz.training;

import org.jspecify.annotations.NullMarked;
