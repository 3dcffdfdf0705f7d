package dev.ansatz.training.labels;

import dev.ansatz.neural.InstanceProfile;
import dev.ansatz.neural.PolicyKind;
import dev.ansatz.neural.PolicyKinds;
import dev.ansatz.problems.Instance;
import dev.ansatz.problems.Problem;
import dev.ansatz.problems.io.InputException;
import dev.ansatz.training.SizeRange;
import dev.ansatz.training.TrainingProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A user's own past instances, a folder of files, to train a policy on: sorted by name (dates, as a rule), the last fifth is held
 * out for an honest report and never looked at in training, the tenth before ranks checkpoints, the rest is trained on, and new
 * instances are recombined from it as the problem's {@link TrainingProvider} says.
 *
 * <p>Of large instances three quarters are learned from in pieces of {@value #SMALLEST_PIECE} to {@value #LARGEST_PIECE} nodes, where the
 * problem has any.
 *
 * <p>Immutable and thread-safe.
 */
public final class UserInstances<I extends Instance, S> implements InstanceSource<I> {
    private static final int FEWEST = 5;
    private static final double HELD_OUT = 0.2;
    private static final double VALIDATION = 0.1;
    private static final int MOST_VALIDATION = 32;
    private static final int SMALLEST_PIECE = 30;
    private static final int LARGEST_PIECE = 80;

    /** Pieces that rank checkpoints have so many nodes. */
    private static final int RANKING_PIECE = 60;

    private static final double PIECES = 0.75;

    private final Problem<I, S> problem;
    private final Path folder;
    private final Map<I, Origin> origins;
    private final List<I> training;
    private final List<I> validation;
    private final List<I> heldOut;
    private final TrainingProvider<I, S> provider;
    private final TrainingProvider.Recombination<I> recombination;
    private final TrainingProvider.@Nullable Decomposition<I> decomposition;
    private final List<I> large;
    private final Map<String, List<I>> byShape = new LinkedHashMap<>();

    /**
     * Where an instance was read.
     *
     * @param index its number within the file, from 1
     * @param name of the instance; of the file, with its number, where an earlier one has that name
     */
    public record Origin(Path file, int index, String name) {}

    private UserInstances(Problem<I, S> problem, Path folder, List<I> all, Map<I, Origin> origins) {
        this.problem = problem;
        this.folder = folder;
        this.origins = origins;
        this.provider = TrainingProvider.of(problem);
        this.decomposition = provider.decomposition();
        int test = Math.max(1, (int) Math.round(HELD_OUT * all.size()));
        int rank = Math.clamp(Math.round(VALIDATION * all.size()), 1, MOST_VALIDATION);
        this.training = List.copyOf(all.subList(0, all.size() - test - rank));
        SplittableRandom random = new SplittableRandom(1);
        this.validation = all.subList(all.size() - test - rank, all.size() - test).stream()
                .flatMap(instance -> withPieces(instance, random).stream())
                .toList();
        this.heldOut = List.copyOf(all.subList(all.size() - test, all.size()));
        this.recombination = provider.recombination(training);
        this.large = training.stream().filter(this::isLarge).toList();
        for (I instance : training) {
            byShape.computeIfAbsent(Arrays.toString(shape(instance)), unseen -> new ArrayList<>())
                    .add(instance);
        }
    }

    /**
     * Reads all instances of a folder, in the order of the file names.
     *
     * @throws InputException if there are fewer than five, a file is malformed, or a policy cannot take an instance
     */
    public static <I extends Instance, S> UserInstances<I, S> read(Problem<I, S> problem, Path folder) {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(Files::isRegularFile)
                    .filter(file -> problem.formats().instanceExtensions().stream()
                            .anyMatch(file.getFileName().toString().toLowerCase(Locale.ROOT)::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException(folder, 0, "is no folder that can be read.");
        }
        List<I> all = new ArrayList<>();
        IdentityHashMap<I, Origin> origins = new IdentityHashMap<>();
        Set<String> names = new HashSet<>();
        PolicyKind<I, S> kind = PolicyKinds.of(problem, null);
        for (Path file : files) {
            List<I> inFile = problem.formats().readInstances(file);
            for (int i = 0; i < inFile.size(); i++) {
                I instance = inFile.get(i);
                String refusal = kind.refuses(instance);
                if (refusal != null) {
                    throw new InputException(file, 0, refusal);
                }
                all.add(instance);
                String name = names.add(instance.name()) ? instance.name() : file.getFileName() + " " + (i + 1);
                origins.put(instance, new Origin(file, i + 1, name));
            }
        }
        if (all.size() < FEWEST) {
            throw new InputException(
                    folder,
                    0,
                    "holds " + all.size() + " instances of " + problem.id() + " ("
                            + String.join(", ", problem.formats().instanceExtensions())
                            + "); training on them needs at least "
                            + FEWEST + ".");
        }
        return new UserInstances<>(problem, folder, all, origins);
    }

    public Problem<I, S> problem() {
        return problem;
    }

    public Path folder() {
        return folder;
    }

    /** Where one of the instances was read. */
    public Origin origin(I instance) {
        return Objects.requireNonNull(origins.get(instance));
    }

    /** What is trained on. */
    public List<I> training() {
        return training;
    }

    /** Instances, and pieces of large ones. */
    @Override
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
    @Override
    public String description() {
        return training.size() + " own instances of "
                + folder.toAbsolutePath().normalize().getFileName() + ", from "
                + training.get(0).name() + " to "
                + training.get(training.size() - 1).name();
    }

    /** Smallest and largest size trained on. */
    public SizeRange sizes() {
        int min = training.stream().mapToInt(Instance::size).min().orElse(0);
        int max = training.stream().mapToInt(Instance::size).max().orElse(0);
        return new SizeRange(min, max);
    }

    /** Shape of an instance. */
    int[] shape(I instance) {
        return provider.shape(instance);
    }

    private boolean isLarge(I instance) {
        return decomposition != null && decomposition.isLarge(instance);
    }

    private I piece(I whole, int size, SplittableRandom random) {
        return Objects.requireNonNull(decomposition).piece(whole, size, random);
    }

    /** An instance, and where it is large pieces of it that are together about as large. */
    private List<I> withPieces(I instance, SplittableRandom random) {
        List<I> all = new ArrayList<>(List.of(instance));
        for (int i = 0; isLarge(instance) && i < instance.size() / RANKING_PIECE; i++) {
            all.add(piece(instance, RANKING_PIECE, random));
        }
        return all;
    }

    /** Shape of a random one of the instances, or of a piece of it. */
    @Override
    public int[] shape(SplittableRandom random) {
        I instance = training.get(random.nextInt(training.size()));
        return isLarge(instance) && random.nextDouble() < PIECES
                ? new int[] {random.nextInt(SMALLEST_PIECE, LARGEST_PIECE + 1)}
                : shape(instance);
    }

    /**
     * A new instance.
     *
     * @param shape that of one of the instances, or of a piece of one
     */
    @Override
    public I draw(int[] shape, SplittableRandom random) {
        List<I> same = byShape.get(Arrays.toString(shape));
        if (same != null) {
            return recombination.draw(same.get(random.nextInt(same.size())), random);
        }
        if (large.isEmpty() || shape[0] < SMALLEST_PIECE || shape[0] > LARGEST_PIECE) {
            throw new IllegalArgumentException("No instance has the shape " + Arrays.toString(shape) + ".");
        }
        I whole = recombination.draw(large.get(random.nextInt(large.size())), random);
        return piece(whole, shape[0], random);
    }

    @Override
    public String validationName() {
        return "own";
    }
}
