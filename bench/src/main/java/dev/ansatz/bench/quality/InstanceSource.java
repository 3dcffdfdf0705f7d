package dev.ansatz.bench.quality;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import java.nio.file.Path;

/** How an instance is made, so that another process can make it again. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(InstanceSource.Generated.class), @JsonSubTypes.Type(InstanceSource.InFile.class)})
public sealed interface InstanceSource {
    /** Makes the instance; the same source gives the same instance. */
    <I extends Instance> I make(Problem<I, ?> problem);

    /** A generated instance. */
    record Generated(String size, long seed, String distribution) implements InstanceSource {
        @Override
        public <I extends Instance> I make(Problem<I, ?> problem) {
            return problem.generate(size, seed, distribution);
        }
    }

    /**
     * An instance in a file.
     *
     * @param index which one of a file of several, from 1
     */
    record InFile(String file, int index) implements InstanceSource {
        @Override
        public <I extends Instance> I make(Problem<I, ?> problem) {
            return problem.formats().readInstance(Path.of(file), index);
        }
    }
}
