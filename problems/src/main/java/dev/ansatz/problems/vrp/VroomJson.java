package dev.ansatz.problems.vrp;

import dev.ansatz.problems.io.InputException;
import dev.ansatz.problems.io.InputFile;
import dev.ansatz.problems.io.JsonInput;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON as VROOM reads and writes it: whole seconds and metres, ids that are numbers. Stateless and thread-safe.
 *
 * <p>The instance has VROOM's objective as penalties: priorities of the tasks that are left out, then their number, then the cost. A
 * job keeps its id; a shipment is called by the ids of its ends, {@code 4-5}.
 */
final class VroomJson {
    private VroomJson() {}

    /** Whether a file is VROOM's input: JSON that names no problem and has vehicles and jobs or shipments. */
    static boolean recognises(InputFile file) {
        Set<String> keys = keys(file);
        return !keys.contains("problem")
                && keys.contains("vehicles")
                && (keys.contains("jobs") || keys.contains("shipments"));
    }

    /** Keys of an object; none of what is no JSON. */
    private static Set<String> keys(InputFile file) {
        Set<String> keys = new HashSet<>();
        if (!file.isJson()) {
            return keys;
        }
        try (JsonInput json = new JsonInput(file.path(), file.bytes())) {
            for (String key = json.nextField(); key != null; key = json.nextField()) {
                keys.add(key);
                json.skip();
            }
        } catch (InputException e) {
            // The reader says what is malformed, where the keys so far tell that it is one for it.
        }
        return keys;
    }

    /**
     * Reads an instance.
     *
     * @throws InputException with all mistakes of the file, each with its line; also where it uses what is not supported: matrices of
     *     costs, service or setup by vehicle type, loads at breaks
     */
    static VrpInstance read(InputFile file) {
        return new VroomReader(file).read();
    }

    /**
     * The plan that the {@code steps} of the vehicles describe. Breaks that they leave out are put where they break least.
     *
     * @return null where no vehicle has steps
     * @throws InputException with all mistakes of the steps
     */
    static @Nullable VrpPlan warmStart(InputFile file, VrpInstance instance) {
        return VroomSteps.ofVehicles(file, instance);
    }

    /** Whether a file is VROOM's output: JSON that names no problem and has a summary and routes. */
    static boolean isOutput(InputFile file) {
        Set<String> keys = keys(file);
        return !keys.contains("problem") && keys.contains("summary") && keys.contains("routes");
    }

    /**
     * The plan of an output of VROOM, or of {@link #formatSolution}, for an instance of VROOM's ids.
     *
     * @throws InputException with all mistakes of the routes
     */
    static VrpPlan readSolution(InputFile file, VrpInstance instance) {
        return VroomSteps.ofRoutes(file, instance);
    }

    /**
     * Text of a plan as VROOM prints it; each unassigned task has a reason besides.
     *
     * @throws InputException if the plan has reloads, which VROOM lacks
     */
    static String formatSolution(VrpInstance instance, VrpPlan plan) {
        return new VroomWriter(instance, plan).text();
    }
}
