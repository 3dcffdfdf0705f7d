/**
 * Job shops: environment, features and bundled models.
 */
@NullMarked
package dev.ansatz.neural.jssp;

import org.jspecify.annotations.NullMarked;
