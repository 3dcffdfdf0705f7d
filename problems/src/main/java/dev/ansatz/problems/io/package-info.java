/** Reading and writing shared by all file formats: sections of TSPLIB-like files, errors with file and line, atomic writes. */
@NullMarked
package dev.ansatz.problems.io;

import org.jspecify.annotations.NullMarked;
