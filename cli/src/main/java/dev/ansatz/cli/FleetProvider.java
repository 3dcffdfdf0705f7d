package dev.ansatz.cli;

import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Provider;
import dev.ansatz.problems.io.InputFile;
import org.jspecify.annotations.Nullable;

/** Says what {@code --vehicles} and {@code --capacity} mean for instances of a problem. */
public interface FleetProvider<I extends Instance, S> extends Provider<I, S> {
    /**
     * Reads the instance of a file that lacks what an option says, such as orders in a table.
     *
     * @return null where the file is no such file: it is read as usual then
     */
    @Nullable
    I read(InputFile file, long capacity);

    /** The instance with at most so many vehicles. */
    I withVehicles(I instance, int atMost);

    /**
     * The instance with another capacity of each vehicle.
     *
     * @throws IllegalArgumentException if that does not fit, with the end of a sentence
     */
    I withCapacity(I instance, long each);
}
