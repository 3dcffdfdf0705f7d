package dev.ansatz.training;

import dev.ansatz.neural.InstanceProfile;
import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.problems.InputException;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A user's own past instances, a folder of files, to train a policy on: sorted by name (dates, as a rule), the last fifth is held
 * out for an honest report and never looked at in training, the tenth before ranks checkpoints, the rest is trained on, and new
 * instances are {@linkplain Recombination recombined} from it.
 */
public final class OwnInstances<I extends Instance, S> {
    private static final int FEWEST = 5;
    private static final double HELD_OUT = 0.2;
    private static final double VALIDATION = 0.1;
    private static final int MOST_VALIDATION = 32;

    private final Problem<I, S> problem;
    private final Path folder;
    private final List<I> training;
    private final List<I> validation;
    private final List<I> heldOut;
    private final Recombination<I> recombination;

    private OwnInstances(Problem<I, S> problem, Path folder, List<I> all) {
        this.problem = problem;
        this.folder = folder;
        int test = Math.max(1, (int) Math.round(HELD_OUT * all.size()));
        int rank = Math.clamp(Math.round(VALIDATION * all.size()), 1, MOST_VALIDATION);
        this.training = List.copyOf(all.subList(0, all.size() - test - rank));
        SplittableRandom random = new SplittableRandom(1);
        this.validation = all.subList(all.size() - test - rank, all.size() - test).stream()
                .flatMap(instance -> Recombination.withPieces(instance, random).stream())
                .toList();
        this.heldOut = List.copyOf(all.subList(all.size() - test, all.size()));
        this.recombination = new Recombination<>(training);
    }

    /**
     * Reads all instances of a folder, in the order of the file names.
     *
     * @throws InputException if there are fewer than five, a file is malformed, or a policy cannot take an instance
     */
    public static <I extends Instance, S> OwnInstances<I, S> read(Problem<I, S> problem, Path folder) {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(Files::isRegularFile)
                    .filter(file -> problem.instanceExtensions().stream()
                            .anyMatch(file.getFileName().toString().toLowerCase(Locale.ROOT)::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException(folder, 0, "is no folder that can be read.");
        }
        List<I> all = new ArrayList<>();
        for (Path file : files) {
            for (I instance : problem.readInstances(file)) {
                String refusal = PolicyKinds.of(problem, null).refuses(instance);
                if (refusal != null) {
                    throw new InputException(file, 0, refusal);
                }
                all.add(instance);
            }
        }
        if (all.size() < FEWEST) {
            throw new InputException(
                    folder,
                    0,
                    "holds " + all.size() + " instances of " + problem.id() + " ("
                            + String.join(", ", problem.instanceExtensions()) + "); training on them needs at least "
                            + FEWEST + ".");
        }
        return new OwnInstances<>(problem, folder, all);
    }

    public Problem<I, S> problem() {
        return problem;
    }

    public Path folder() {
        return folder;
    }

    /** What is trained on. */
    public List<I> training() {
        return training;
    }

    /** What ranks checkpoints: instances, and pieces of large ones. */
    public List<I> validation() {
        return validation;
    }

    /** What nothing of the training sees. */
    public List<I> heldOut() {
        return heldOut;
    }

    public InstanceProfile profile() {
        return InstanceProfile.of(problem, training);
    }

    /** Such as {@code 70 own instances of orders, from monday to friday}. */
    public String description() {
        return training.size() + " own instances of "
                + folder.toAbsolutePath().normalize().getFileName() + ", from "
                + training.get(0).name() + " to "
                + training.get(training.size() - 1).name();
    }

    /** Smallest and largest size trained on. */
    public int[] sizes() {
        int[] sizes = {Integer.MAX_VALUE, 0};
        for (I instance : training) {
            sizes[0] = Math.min(sizes[0], instance.size());
            sizes[1] = Math.max(sizes[1], instance.size());
        }
        return sizes;
    }

    Recombination<I> recombination() {
        return recombination;
    }

    /** Shape of the next batch. */
    int[] shape(SplittableRandom random) {
        return recombination.shape(random);
    }

    /** A new instance of a shape. Thread-safe. */
    I draw(int[] shape, SplittableRandom random) {
        return recombination.draw(shape, random);
    }
}
