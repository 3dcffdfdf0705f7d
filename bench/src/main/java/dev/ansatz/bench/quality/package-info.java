/**
 * Solution quality of engines under equal time limits: a {@link dev.ansatz.bench.quality.Suite} of instances and an
 * {@link dev.ansatz.bench.quality.Experiment} make a {@link dev.ansatz.bench.quality.Plan} of cells; each cell is run, as a rule in
 * a process of its own, and appended to a {@link dev.ansatz.bench.quality.Journal}; the {@link dev.ansatz.bench.quality.Results}
 * are summarised by {@link dev.ansatz.bench.quality.Statistics} and shown by reports.
 *
 * @apiNote SPI: {@link dev.ansatz.bench.quality.Suite}, {@link dev.ansatz.bench.quality.SuiteProvider},
 *     {@link dev.ansatz.bench.quality.Table}; stable from 1.0 on. All else here is internal.
 */
@NullMarked
package dev.ansatz.bench.quality;

import org.jspecify.annotations.NullMarked;
