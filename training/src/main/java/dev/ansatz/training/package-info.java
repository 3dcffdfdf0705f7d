/**
 * Training of attention policies on DJL/PyTorch: a gradient-free rollout in plain Java, then one teacher-forced pass over all
 * decoding steps at once, backward, Adam.
 */
@NullMarked
package dev.ansatz.training;

import org.jspecify.annotations.NullMarked;
