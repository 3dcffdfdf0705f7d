package dev.ansatz.problems.vrp;

import dev.ansatz.problems.distance.Rounding;
import dev.ansatz.problems.io.InputFile;
import org.jspecify.annotations.Nullable;

/** One text format of instances. Stateless and thread-safe. */
interface InstanceFile {
    /** Whether a file is of this format, by its content. */
    boolean recognises(InputFile file);

    /**
     * Reads an instance.
     *
     * @param rounding of distances and times that are computed from coordinates; null for the format's own
     * @throws dev.ansatz.problems.io.InputException with all mistakes of the file, each with its line
     */
    VrpInstance read(InputFile file, @Nullable Rounding rounding);
}
