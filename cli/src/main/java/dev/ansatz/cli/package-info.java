/**
 * The command line.
 *
 * @apiNote SPI: {@link dev.ansatz.cli.FleetProvider}; stable from 1.0 on. All else here is internal.
 */
@NullMarked
package dev.ansatz.cli;

import org.jspecify.annotations.NullMarked;
