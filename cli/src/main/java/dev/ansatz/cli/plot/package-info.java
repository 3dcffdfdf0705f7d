/**
 * Pictures of plans: {@link dev.ansatz.cli.plot.Plot} picks SVG, PNG or HTML by the file's extension. All three come from one
 * drawing code over a {@link dev.ansatz.cli.plot.Canvas}.
 */
@NullMarked
package dev.ansatz.cli.plot;

import org.jspecify.annotations.NullMarked;
