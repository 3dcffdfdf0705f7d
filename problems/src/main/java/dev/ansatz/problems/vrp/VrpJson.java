package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Our own JSON of instances and plans; its JSON Schema is the resource {@value #SCHEMA} beside this class. Stateless and thread-safe. */
final class VrpJson {
    /** JSON Schema (draft 2020-12) of instances. */
    static final String SCHEMA = "vrp.schema.json";

    private VrpJson() {}

    /** Whether a file is an instance, or a plan, by what it says. */
    static boolean recognises(InputFile file) {
        return Vrp.ID.equals(file.jsonProblem());
    }

    /**
     * Reads an instance.
     *
     * @throws InputException with all mistakes of the file, each with its line
     */
    static VrpInstance readInstance(InputFile file) {
        return new VrpJsonReader(file).read();
    }

    /** Writes an instance, so that it reads back equal. */
    static void writeInstance(VrpInstance instance, Writer out) throws IOException {
        new VrpJsonWriter(instance).write(out);
    }

    /**
     * Reads a plan, ours or VROOM's output: vehicles and the order of their stops. Times, loads and costs are passed over, since the validator computes them.
     *
     * @throws InputException with all mistakes of the file, such as unknown tasks and vehicles, each with its line
     */
    static VrpPlan readSolution(InputFile file, VrpInstance instance) {
        return VroomJson.isOutput(file) ? VroomJson.readSolution(file, instance) : VrpJsonPlans.read(file, instance);
    }

    /** The objective that a plan claims; null where it claims none. */
    static @Nullable Double readClaimedObjective(InputFile file) {
        // VROOM's cost has no penalties.
        return VroomJson.isOutput(file) ? null : VrpJsonPlans.readClaimedObjective(file);
    }

    /** Text of a plan, with times, loads, costs, and what is unserved and why. */
    static String formatSolution(VrpInstance instance, VrpPlan plan) {
        return VrpJsonPlans.format(instance, plan);
    }
}
