/**
 * What the file formats share: reading whole files ({@link dev.ansatz.problems.io.InputFiles}), the TSPLIB 95 form of keys and
 * sections ({@link dev.ansatz.problems.io.TsplibFile}), its geometry ({@link dev.ansatz.problems.io.TsplibGeometry}), JSON
 * ({@link dev.ansatz.problems.io.JsonInput}, {@link dev.ansatz.problems.io.JsonOutput}) and atomic writing
 * ({@link dev.ansatz.problems.io.AtomicFiles}). Every error is an {@link dev.ansatz.problems.InputException} of one sentence
 * with file and line. The formats themselves belong to the package of their problem.
 */
@NullMarked
package dev.ansatz.problems.io;

import org.jspecify.annotations.NullMarked;
