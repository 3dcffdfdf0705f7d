/**
 * Pictures of plans: {@link dev.ansatz.cli.plot.Plot} picks SVG, PNG or HTML by the file's extension. All three come from one
 * drawing code over a {@link dev.ansatz.cli.plot.Canvas}.
 *
 * @apiNote SPI: {@link dev.ansatz.cli.plot.Canvas}, {@link dev.ansatz.cli.plot.Palette},
 *     {@link dev.ansatz.cli.plot.Picture}, {@link dev.ansatz.cli.plot.PresentationProvider}; stable from 1.0 on. All else
 *     here is internal.
 */
@NullMarked
package dev.ansatz.cli.plot;

import org.jspecify.annotations.NullMarked;
