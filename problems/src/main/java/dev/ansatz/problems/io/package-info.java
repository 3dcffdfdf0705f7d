/**
 * What the file formats share: inputs from anywhere ({@link dev.ansatz.problems.io.InputFile}), the TSPLIB 95 form of keys and
 * sections ({@link dev.ansatz.problems.io.TsplibFile}), its geometry ({@link dev.ansatz.problems.io.TsplibGeometry}), nodes as a table
 * ({@link dev.ansatz.problems.io.NodeTable}), ids in text ({@link dev.ansatz.problems.io.IdText}) and atomic writing
 * ({@link dev.ansatz.problems.io.AtomicFiles}). Every error is an {@link dev.ansatz.problems.io.InputException} of one sentence
 * for each mistake ({@link dev.ansatz.problems.io.Mistakes}), with file and line. The formats themselves belong to the package of their problem.
 *
 * <p>JSON: instances and solutions, which may be large and whose mistakes are told with their line, are read and written as streams by
 * {@link dev.ansatz.problems.io.JsonInput} and {@link dev.ansatz.problems.io.JsonOutput}; all other documents (results, logs,
 * cards, what commands print) are records or trees of {@link dev.ansatz.problems.io.JsonDocuments}; of these, what is read at
 * every start is read by {@link dev.ansatz.problems.io.JsonObject}.
 *
 * @apiNote SPI: stable from 1.0 on; interfaces that plug-ins implement may get methods with a default.
 */
@NullMarked
package dev.ansatz.problems.io;

import org.jspecify.annotations.NullMarked;
